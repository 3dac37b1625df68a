package dev.ingestjobs.stub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests of a stub. Safe for use by several threads. */
final class Received {
  private final int most;
  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

  /**
   * @param most how many are kept
   */
  Received(int most) {
    this.most = most;
  }

  synchronized void add(ReceivedRequest request) {
    if (requests.size() == most) {
      requests.remove();
    }
    requests.add(request);
  }

  synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    requests.clear();
  }
}
