package org.countersign.screening;

import org.countersign.policy.FactSet;
import org.countersign.suggestion.Proposal.Signals;
import org.jspecify.annotations.Nullable;

/** What the privacy signals of an audience say. A signal that was not sent is unknown; one that is broken is no consent. */
final class SignalFacts {

    private SignalFacts() {}

    static void add(FactSet.Builder facts, @Nullable Signals signals) {
        if (signals == null) {
            return;
        }
        facts.flag("customer.gpc", signals.gpc());
        GppSignal gpp = signals.gpp() == null ? null : GppSignal.decode(signals.gpp());
        if (gpp != null) {
            facts.text("signal.gppStatus", gpp.status().name()).texts("signal.optOuts", gpp.optOuts());
        }
        if (gpp != null && gpp.gpc()) {
            facts.flag("customer.gpc", true);
        }
        String tcf = signals.tcf() != null ? signals.tcf() : gpp == null ? null : gpp.tcf();
        if (tcf != null) {
            TcfSignal decoded = TcfSignal.decode(tcf);
            facts.text("signal.tcfStatus", decoded.status().name()).texts("signal.tcfPurposes", decoded.purposes());
        }
    }
}
