package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.SortedMap;

/** Which objects have addresses, and where these come from. Not thread-safe. */
interface AddressRules {
    /**
     * Completes the values of an object that is made or changed: gives the addresses that it lacks, and takes back those that it
     * needs no more.
     *
     * @param object the object, for its kind and name
     * @param before its values until now; none if it is new
     * @param spec its values from now on
     */
    void settle(Resource object, SortedMap<String, SpecValue> before, SortedMap<String, SpecValue> spec);

    /** Takes the addresses of an object that was there before. */
    void take(Resource object);

    /** Gives back the addresses of an object that goes. */
    void release(Resource object);
}
