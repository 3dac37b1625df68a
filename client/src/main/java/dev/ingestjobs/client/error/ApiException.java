package dev.ingestjobs.client.error;

/** The API answered with an error, and its envelope was decoded. */
public abstract class ApiException extends ResponseException {
  private static final long serialVersionUID = 1L;

  ApiException(String meaning, ErrorResponse response) {
    super(response.line(meaning), response);
  }

  /**
   * The error of the type that is documented for the status.
   *
   * @throws IllegalArgumentException if the status is neither 4xx nor 5xx
   */
  public static ApiException of(ErrorResponse response) {
    return switch (response.status()) {
      case 400 -> new BadRequestException(response);
      case 401 -> new UnauthorizedException(response);
      case 403 -> new ForbiddenException(response);
      case 404 -> new NotFoundException(response);
      case 429 -> new RateLimitedException(response);
      case 500 -> new InternalServerErrorException(response);
      case 503 -> new ServiceUnavailableException(response);
      default -> switch (response.status() / 100) {
        case 4 -> new ClientErrorException("client error", response);
        case 5 -> new ServerErrorException("server error", response);
        default -> throw new IllegalArgumentException("not the status of an error: " + response.status());
      };
    };
  }
}
