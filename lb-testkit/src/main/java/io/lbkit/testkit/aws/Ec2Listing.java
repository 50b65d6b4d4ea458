package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.Page;
import io.lbkit.testkit.wire.Pagination;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How EC2 lists objects of a type: by id, by filters with wildcards, by pages.
 *
 * @param state where the tags are
 * @param idParameter the parameter with ids, for example {@code SubnetId}
 * @param set the element of the list in the answer, for example {@code subnetSet}
 * @param notFound the code of an unknown id
 * @param filters the names of filters, without those of tags
 */
record Ec2Listing(AwsState state, String idParameter, String set, String notFound, Set<String> filters) {
    private static final int LARGEST = 1000;

    /**
     * An object that can be listed.
     *
     * @param id its id
     * @param values what its filters are compared with; a filter that is absent has no value
     * @param xml how it is written
     */
    record Item(String id, Map<String, Collection<String>> values, Xml xml) {}

    Xml answer(AwsRequest request, List<Item> all) {
        List<String> ids = request.texts(idParameter);
        checkIds(ids, all);
        List<Arguments> wanted = request.list("Filter");
        wanted.forEach(this::checkFilter);
        List<Item> found = all.stream()
                .filter(item -> ids.isEmpty() || ids.contains(item.id()))
                .filter(item -> wanted.stream().allMatch(filter -> meets(item, filter)))
                .toList();
        return page(request, found.stream().map(Item::xml).toList());
    }

    Xml page(AwsRequest request, List<Xml> found) {
        Page<Xml> page = new Pagination("MaxResults", "NextToken", Math.min(LARGEST, state.pageLimit()))
                .page(request.wire(), found);
        return Xml.empty().items(set, page.items()).with("nextToken", page.next());
    }

    private void checkIds(List<String> ids, List<Item> all) {
        Set<String> known = all.stream().map(Item::id).collect(Collectors.toSet());
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Refusals.of(notFound, "The ID '" + id + "' does not exist");
        });
    }

    private void checkFilter(Arguments filter) {
        String name = filter.text("Name").orElse("");
        if (!filters.contains(name) && !name.startsWith("tag:") && !name.equals("tag-key")) {
            throw Refusals.parameter("The filter '" + name + "' is invalid");
        }
        if (filter.list("Value").isEmpty()) {
            throw Refusals.parameter("The filter '" + name + "' has no values");
        }
    }

    private boolean meets(Item item, Arguments filter) {
        Collection<String> values = values(item, filter.text("Name").orElse(""));
        return filter.texts("Value").stream()
                .map(Ec2Listing::glob)
                .anyMatch(glob ->
                        values.stream().anyMatch(value -> glob.matcher(value).matches()));
    }

    private Collection<String> values(Item item, String filter) {
        if (filter.equals("tag-key")) {
            return state.tags().of(item.id()).keySet();
        }
        if (filter.startsWith("tag:")) {
            return Optional.ofNullable(state.tags().of(item.id()).get(filter.substring("tag:".length()))).stream()
                    .toList();
        }
        return item.values().getOrDefault(filter, List.of());
    }

    private static Pattern glob(String value) {
        return Pattern.compile(
                ("\\Q" + value + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
    }
}
