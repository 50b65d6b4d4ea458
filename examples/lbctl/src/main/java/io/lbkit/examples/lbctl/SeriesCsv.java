package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.traffic.Series;
import java.util.Collection;

/** Series as the neutral CSV that explain reads. */
final class SeriesCsv {
    private SeriesCsv() {}

    static String of(Collection<Series> series) {
        StringBuilder text = new StringBuilder("time,metric,subject,peer,value\n");
        for (Series each : series) {
            each.points()
                    .forEach((time, value) -> text.append(time)
                            .append(',')
                            .append(each.metric().label())
                            .append(',')
                            .append(each.subject())
                            .append(',')
                            .append(each.peer().orElse(""))
                            .append(',')
                            .append(value)
                            .append('\n'));
        }
        return text.toString();
    }
}
