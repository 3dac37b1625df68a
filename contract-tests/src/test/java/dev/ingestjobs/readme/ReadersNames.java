package dev.ingestjobs.readme;

import dev.ingestjobs.client.IngestJobsClient;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;

/** What a reader of a snippet has already. Each snippet is compiled as if it stood in a subclass; none is run. */
public abstract class ReadersNames {
  protected IngestJobsClient client;
  protected String id;
  protected List<String> ids;
  protected DataSource dataSource;
  protected Logger log;
}
