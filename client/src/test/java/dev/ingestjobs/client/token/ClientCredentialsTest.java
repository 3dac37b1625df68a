package dev.ingestjobs.client.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.InvalidInputException;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCredentialsTest {
  private static final String SECRET = "s3cr3t-0123456789";

  @Test
  void theyHoldWhatTheyWereMadeOfAndDoNotShowTheSecret() {
    ClientCredentials credentials = ClientCredentials.of("id", SECRET);

    assertThat(credentials.clientId()).isEqualTo("id");
    assertThat(credentials.clientSecret()).isEqualTo(SECRET);
    assertThat(credentials.tokenUrl()).isEmpty();
    assertThat(credentials).hasToString("ClientCredentials[clientId=id]");
  }

  @Test
  void anotherTokenUrlMakesOthers() {
    URI url = URI.create("https://login.example/oauth2/token");
    ClientCredentials credentials = ClientCredentials.of("id", SECRET);
    ClientCredentials others = credentials.withTokenUrl(url);

    assertThat(credentials.tokenUrl()).isEmpty();
    assertThat(others.tokenUrl()).contains(url);
    assertThat(others.clientId()).isEqualTo("id");
    assertThat(others.clientSecret()).isEqualTo(SECRET);
    assertThat(others).hasToString("ClientCredentials[clientId=id, tokenUrl=https://login.example/oauth2/token]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "null", value = {
    "null | is null; give it as the tenant's settings show it", "'' | is blank; give it as the tenant's settings show it",
    "' ' | is blank; give it as the tenant's settings show it", "LF | holds white space (U+000A); give it without a line break at its end",
    "NUL | holds a control character (U+0000); give it without a line break at its end",
    "C1 | holds a control character (U+0080); give it without a line break at its end"
  })
  void anIdOrSecretThatCannotBeOneIsRefused(String value, String problem) {
    String bad = value == null ? null
        : value.replace("LF", SECRET + "\n").replace("NUL", SECRET + "\0").replace("C1", "\u0080" + SECRET);

    InvalidInputException id = refused(() -> ClientCredentials.of(bad, SECRET));
    assertThat(id).hasMessage("clientId: " + problem);
    assertThat(id.input()).isEqualTo("clientId");
    InvalidInputException secret = refused(() -> ClientCredentials.of("id", bad));
    assertThat(secret).hasMessage("clientSecret: " + problem);
    assertThat(secret.input()).isEqualTo("clientSecret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://login.example/oauth2/token", "HTTPS://Login.example:8443/", "https://login.example", "https://h/a%20b",
      "https://h:65535/a", "https://h:1/a", "http://localhost:8080/token", "http://127.0.0.1:1/token", "http://[::1]:1/token"})
  void aTokenUrlIsHttpsOrLoopback(String url) {
    assertThat(ClientCredentials.of("id", SECRET).withTokenUrl(URI.create(url)).tokenUrl()).contains(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", value = {
    "null, is no http or https URL with a host", "'', is no http or https URL with a host", "/token, is no http or https URL with a host",
    "ftp://h/token, is no http or https URL with a host", "https:/token, is no http or https URL with a host",
    "mailto:a@b, is no http or https URL with a host", "https://u:p@h/token, 'has a user, a query or a fragment'",
    "https://h/token?a=b, 'has a user, a query or a fragment'", "https://h/token#a, 'has a user, a query or a fragment'",
    "https://h:0/token, has a port or a path that cannot be used", "https://h:65536/token, has a port or a path that cannot be used",
    "https://h/ä, has a port or a path that cannot be used", "http://h/token, is plain http to another machine",
    "http://127.0.0.1.evil/token, is plain http to another machine"
  })
  void aTokenUrlThatWouldShowTheSecretOrIsNoneIsRefused(String url, String problem) {
    InvalidInputException thrown = refused(() -> ClientCredentials.of("id", SECRET).withTokenUrl(url == null ? null : URI.create(url)));

    assertThat(thrown).hasMessageStartingWith("tokenUrl: " + problem);
    assertThat(thrown.input()).isEqualTo("tokenUrl");
  }

  private static InvalidInputException refused(ThrowingCallable call) {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage()).doesNotContain(SECRET);
    return thrown;
  }
}
