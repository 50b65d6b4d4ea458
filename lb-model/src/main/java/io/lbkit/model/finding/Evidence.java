package io.lbkit.model.finding;

/**
 * One fact that supports a finding.
 *
 * @param object the object it was read from, for example {@code Node/worker-1} or {@code Service/shop/web}
 * @param field the path of the field
 * @param value what stood there
 */
public record Evidence(String object, String field, String value) implements Comparable<Evidence> {
    /**
     * One fact.
     *
     * @param object the object it was read from
     * @param field the path of the field
     * @param value what stood there
     * @return the evidence
     */
    public static Evidence of(String object, String field, Object value) {
        return new Evidence(object, field, String.valueOf(value));
    }

    @Override
    public int compareTo(Evidence other) {
        int byObject = object.compareTo(other.object);
        if (byObject != 0) {
            return byObject;
        }
        int byField = field.compareTo(other.field);
        return byField != 0 ? byField : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return object + " " + field + "=" + value;
    }
}
