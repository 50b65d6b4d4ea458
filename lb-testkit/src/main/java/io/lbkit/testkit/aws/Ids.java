package io.lbkit.testkit.aws;

/** Ids that are the same in each run, in the form of AWS. Not thread-safe. */
final class Ids {
    private static final String ACCOUNT = "123456789012";
    private static final String ELB = "arn:aws:elasticloadbalancing:us-east-1:" + ACCOUNT + ":";

    /** Small numbers are left to what exists before the first call. */
    private static final long FIRST = 0x10000;

    private long last = FIRST;

    static String account() {
        return ACCOUNT;
    }

    static String region() {
        return "us-east-1";
    }

    static String ec2Arn(String type, String id) {
        return "arn:aws:ec2:us-east-1:" + ACCOUNT + ":" + type + "/" + id;
    }

    /** {@return for example {@code sg-0000000000000002a}} */
    String ec2(String prefix) {
        last++;
        return "%s-%017x".formatted(prefix, last);
    }

    String loadBalancer(String name) {
        return ELB + "loadbalancer/net/" + name + "/" + hash();
    }

    String targetGroup(String name) {
        return ELB + "targetgroup/" + name + "/" + hash();
    }

    String listener(String loadBalancerArn) {
        return loadBalancerArn.replace(":loadbalancer/", ":listener/") + "/" + hash();
    }

    private String hash() {
        last++;
        return "%016x".formatted(last);
    }
}
