package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The security groups that a Service brings, by their ids or by their tag {@code Name}, in the order of the list. */
final class NamedSecurityGroups {
    private static final String ID = "sg-";
    private static final String NAME_TAG = "Name";
    private static final String ANNOTATION = AwsAnnotation.SECURITY_GROUPS.fullName();

    private final DesignContext context;

    NamedSecurityGroups(DesignContext context) {
        this.context = context;
    }

    /** {@return the ids; what is wrong with the list became findings} */
    List<String> of(List<String> listed) {
        Set<String> ids = new LinkedHashSet<>();
        for (String item : listed) {
            List<String> found = context.facts().securityGroups().stream()
                    .filter(group -> item.startsWith(ID)
                            ? group.id().equals(item)
                            : item.equals(group.tags().get(NAME_TAG)))
                    .map(SecurityGroup::id)
                    .toList();
            if (found.isEmpty()) {
                missing(item);
            } else if (found.size() > 1) {
                ambiguous(item, found);
            }
            ids.addAll(found);
        }
        return List.copyOf(ids);
    }

    private void missing(String item) {
        String vpc = context.facts().vpc().map(Vpc::id).orElse("");
        context.findings()
                .missing(
                        Findings.field(ANNOTATION),
                        item,
                        "the VPC " + vpc + " has no security group "
                                + (item.startsWith(ID) ? "of this id" : "whose tag Name has this value"),
                        "List ids or names of security groups of this VPC.");
    }

    private void ambiguous(String name, List<String> found) {
        context.findings()
                .invalidAnnotation(
                        ANNOTATION,
                        name,
                        "the security groups " + String.join(", ", found) + " all have this name",
                        "List the id of the one that is meant.");
    }
}
