package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;
import java.util.List;

/**
 * A route table.
 *
 * @param id its id
 * @param main whether it counts for subnets that no other one is associated with
 * @param subnetIds the subnets that it is associated with
 * @param routes its routes
 */
public record RouteTable(String id, boolean main, List<String> subnetIds, List<Route> routes) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param main whether it counts for subnets that no other one is associated with
     * @param subnetIds the subnets that it is associated with
     * @param routes its routes
     */
    public RouteTable {
        subnetIds = List.copyOf(subnetIds);
        routes = List.copyOf(routes);
    }

    static RouteTable read(FactFields fields) {
        return new RouteTable(
                fields.text("RouteTableId"),
                fields.flag("Main", false),
                fields.texts("SubnetIds"),
                fields.list("Routes", Route::read));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("RouteTableId", id)
                .flag("Main", main, false)
                .texts("SubnetIds", subnetIds)
                .list("Routes", routes, Route::written)
                .done();
    }
}
