package io.lbkit.testkit.wire;

/** Answers the requests of one route. Handlers of one server never run at the same time, so they need no locks. */
@FunctionalInterface
public interface WireHandler {
    /**
     * Answers a request.
     *
     * @param request the request
     * @return the answer
     * @throws CloudErrorException to answer with an error in the style of the server. Any other exception is answered with
     *     status 500 and kept in {@link StandInServer#failures()}
     */
    WireResponse handle(RoutedRequest request);
}
