package io.lbkit.testkit.conformance;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A way to break the contract: the rule that it is about, and the others that cannot hold without it. */
@SuppressWarnings("ImmutableEnumChecker") // A list that cannot be changed.
enum Breach {
    OPENS_THE_SAME_CLOUD(BrokenHarnesses.OpensTheSameCloud.class, "LBP-001", "LBP-605"),
    COUNTS_SERVICES(BrokenHarnesses.CountsServices.class, "LBP-002"),
    EDITS_NOTHING(BrokenHarnesses.EditsNothing.class, "LBP-003"),
    READS_THE_CLOUD(BrokenDesigns.ReadsTheCloud.class, "LBP-204"),
    SHUFFLES_RESOURCES(
            BrokenDesigns.ShufflesResources.class, "LBP-201", "LBP-202", "LBP-203", "LBP-210", "LBP-221", "LBP-222"),
    REMEMBERS_SERVICES(BrokenDesigns.RemembersServices.class, "LBP-202", "LBP-603", "LBP-901"),
    IS_NOT_SAFE_FOR_THREADS(BrokenDesigns.IsNotSafeForThreads.class, "LBP-203", "LBP-902"),
    THROWS_ON_BAD_INPUT(BrokenDesigns.ThrowsOnBadInput.class, "LBP-205"),
    OWNS_FOR_SOMEBODY_ELSE(
            BrokenDesigns.OwnsForSomebodyElse.class,
            "LBP-206",
            "LBP-307",
            "LBP-308",
            "LBP-309",
            "LBP-502",
            "LBP-506",
            "LBP-603",
            "LBP-703",
            "LBP-705",
            "LBP-801",
            "LBP-802",
            "LBP-803",
            "LBP-901",
            "LBP-902",
            "LBP-904",
            "LBP-607"),
    REFERS_TO_NOTHING(BrokenDesigns.RefersToNothing.class, "LBP-207"),
    CONTRADICTS_ITSELF(
            BrokenDesigns.ContradictsItself.class,
            "LBP-208",
            "LBP-202",
            "LBP-312",
            "LBP-801",
            "LBP-802",
            "LBP-803",
            "LBP-804",
            "LBP-901",
            "LBP-902",
            "LBP-905",
            "LBP-221"),
    LOOKS_AT_OTHER_SERVICES(BrokenDesigns.LooksAtOtherServices.class, "LBP-221"),
    LOOKS_AT_PODS(BrokenDesigns.LooksAtPods.class, "LBP-221"),
    LOOKS_AT_FOREIGN_OBJECTS(BrokenDesigns.LooksAtForeignObjects.class, "LBP-221"),
    COUNTS_NODES(BrokenDesigns.CountsNodes.class, "LBP-222"),
    SERVES_EVERY_CLASS(BrokenDesigns.ServesEveryClass.class, "LBP-209"),
    FORGETS_A_KIND(BrokenDesigns.ForgetsAKind.class, "LBP-102", "LBP-103"),
    COUNTS_VERSIONS(BrokenDesigns.CountsVersions.class, "LBP-101", "LBP-305"),
    THROWS_ON_THE_SECOND_CLOSE(BrokenDesigns.ThrowsOnTheSecondClose.class, "LBP-104"),
    SWALLOWS_FAILURES(BrokenCalls.SwallowsFailures.class, "LBP-708", "LBP-602", "LBP-705", "LBP-706", "LBP-606"),
    CALLS_EVERY_QUOTA_INVALID(BrokenCalls.CallsEveryQuotaInvalid.class, "LBP-708"),
    CALLS_A_CONFLICT_TRANSIENT(BrokenCalls.CallsAConflictTransient.class, "LBP-706", "LBP-708"),
    THROWS_ITS_OWN_EXCEPTIONS(BrokenCalls.ThrowsItsOwnExceptions.class, "LBP-708"),
    ANSWERS_ONLY_ONCE(BrokenCalls.AnswersOnlyOnce.class, "LBP-701", "LBP-504"),
    WORKS_BACKWARDS(BrokenCalls.WorksBackwards.class, "LBP-504"),
    PROMISES_TOO_MANY_MEMBERS(BrokenCalls.PromisesTooManyMembers.class, "LBP-502"),
    CREATES_ONLY_ONCE(BrokenCalls.CreatesOnlyOnce.class, "LBP-704", "LBP-404", "LBP-804"),
    DELETES_ONLY_ONCE(BrokenCalls.DeletesOnlyOnce.class, "LBP-703", "LBP-804"),
    MAKES_EACH_OBJECT_ONCE(
            BrokenCalls.MakesEachObjectOnce.class, "LBP-604", "LBP-306", "LBP-404", "LBP-602", "LBP-708"),
    CHANGES_WHAT_IS_GONE(BrokenCalls.ChangesWhatIsGone.class, "LBP-705"),
    IGNORES_REVISIONS(BrokenCalls.IgnoresRevisions.class, "LBP-706"),
    LEAVES_HEALTH_CHECKS(
            BrokenCalls.LeavesHealthChecks.class,
            "LBP-307",
            "LBP-306",
            "LBP-309",
            "LBP-603",
            "LBP-703",
            "LBP-801",
            "LBP-802",
            "LBP-803",
            "LBP-804",
            "LBP-901",
            "LBP-902",
            "LBP-904",
            "LBP-607"),
    KEEPS_MEMBERS(BrokenCalls.KeepsMembers.class, "LBP-506", "LBP-502"),
    RESETS_WHAT_IS_NOT_NAMED(BrokenCalls.ResetsWhatIsNotNamed.class, "LBP-403", "LBP-306", "LBP-402", "LBP-904"),
    LOSES_THE_FINGERPRINT(BrokenCalls.LosesTheFingerprint.class, "LBP-305"),
    LOSES_THE_SERVICE(
            BrokenCalls.LosesTheService.class,
            "LBP-304",
            "LBP-301",
            "LBP-302",
            "LBP-306",
            "LBP-404",
            "LBP-502",
            "LBP-603",
            "LBP-704",
            "LBP-707",
            "LBP-901",
            "LBP-903",
            "LBP-607"),
    ADOPTS_WHAT_IT_UPDATES(BrokenCalls.AdoptsWhatItUpdates.class, "LBP-606"),
    REFUSES_ADOPTIONS(BrokenCalls.RefusesAdoptions.class, "LBP-607"),
    NAMES_THE_WRONG_OBJECT(BrokenCalls.NamesTheWrongObject.class, "LBP-702"),
    WRITES_FROM_ONE_THREAD(BrokenCalls.WritesFromOneThread.class, "LBP-902"),
    TAKES_UNREAD_FOR_MISSING(BrokenReads.TakesUnreadForMissing.class, "LBP-605"),
    TAKES_NAMES_FOR_PROOF(BrokenReads.TakesNamesForProof.class, "LBP-601", "LBP-603", "LBP-903", "LBP-606", "LBP-607"),
    FORGETS_AN_ATTRIBUTE(BrokenReads.ForgetsAnAttribute.class, "LBP-401", "LBP-402", "LBP-404"),
    FORGETS_MEMBERS(BrokenReads.ForgetsMembers.class, "LBP-501", "LBP-502", "LBP-503", "LBP-504", "LBP-506"),
    COUNTS_IN_THE_FACTS(BrokenReads.CountsInTheFacts.class, "LBP-303"),
    SEES_NOTHING_IN_A_NARROW_SCOPE(BrokenReads.SeesNothingInANarrowScope.class, "LBP-312"),
    KNOWS_ONLY_WHAT_IT_MADE(BrokenReads.KnowsOnlyWhatItMade.class, "LBP-308", "LBP-302", "LBP-801"),
    FORGETS_HEALTH(BrokenShapes.ForgetsHealth.class, "LBP-505"),
    TAKES_ANY_ADDRESS(BrokenShapes.TakesAnyAddress.class, "LBP-311"),
    FORGETS_ITS_ADDRESS(BrokenShapes.ForgetsItsAddress.class, "LBP-310"),
    DIVIDES_THE_DOCUMENT(BrokenShapes.DividesTheDocument.class, "LBP-709");

    private final Class<? extends Broken> contract;
    private final List<String> rules;

    Breach(Class<? extends Broken> contract, String rule, String... consequences) {
        this.contract = contract;
        this.rules = Stream.concat(Stream.of(rule), Stream.of(consequences)).toList();
    }

    Class<? extends Broken> contract() {
        return contract;
    }

    SortedSet<String> rules() {
        return new TreeSet<>(rules);
    }
}
