package io.lbkit.testkit.aws;

/** Carries out one action of the API. */
@FunctionalInterface
interface Action {
    /**
     * {@return the result}
     *
     * @param request a request that the service model allows
     * @throws io.lbkit.testkit.wire.CloudErrorException to refuse it
     */
    Xml perform(AwsRequest request);
}
