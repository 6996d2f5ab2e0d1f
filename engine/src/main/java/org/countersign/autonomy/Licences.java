package org.countersign.autonomy;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of earned autonomy. A licence lowers the audit sample's rate for one model version, kind and market, and
 * nothing else: what policies, bias checks or the risk table send to people goes there with or without one.
 */
@Service
public class Licences {

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 2000;

    private final LicenceRows rows;
    private final EvidenceRows evidence;
    private final Standings standings;
    private final LicenceSigning signing;
    private final LicenceEndings endings;
    private final Clock clock;

    Licences(
            LicenceRows rows,
            EvidenceRows evidence,
            Standings standings,
            LicenceSigning signing,
            LicenceEndings endings,
            Clock clock) {
        this.rows = rows;
        this.evidence = evidence;
        this.standings = standings;
        this.signing = signing;
        this.endings = endings;
        this.clock = clock;
    }

    /** What holds now for what a model version proposes of a kind, by market. */
    @Transactional(readOnly = true)
    public Markets inForce(Proposal.Model model, Kind kind) {
        Map<String, LicenceView> markets = new HashMap<>();
        rows.inForce(model.name(), model.version(), kind, clock.instant())
                .forEach(licence -> markets.put(licence.scope().market(), licence));
        return new Markets(markets);
    }

    /** Notes what the audit sample drew: what people make of it is the evidence. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void drawn(List<DrawnCase> drawn) {
        evidence.drawn(drawn);
    }

    /** Where every scope stands that anything is known of, at most 500. */
    @Transactional(readOnly = true)
    public List<Standing> standings() {
        return standings.all();
    }

    /** The newest licences, whatever became of them. */
    @Transactional(readOnly = true)
    public List<LicenceView> newest(int limit) {
        return rows.newest(limit);
    }

    /** The exact bytes of a licence, whose SHA-256 the log's entries about it name. */
    @Transactional(readOnly = true)
    public Optional<byte[]> document(LicenceId id) {
        return rows.document(id);
    }

    /**
     * Signs for the next step of a scope as the first of two; it holds once someone else has granted it.
     *
     * @throws Refusal.Conflict if the evidence does not carry it, or one is proposed already
     */
    @Transactional
    public LicenceView propose(Scope scope, Signature by) {
        return signing.propose(scope, by);
    }

    /**
     * Signs as the second; from now on it holds, and the one before is replaced.
     *
     * @throws Refusal.NotAllowed to who proposed it, and where neither of the two is an officer
     * @throws Refusal.Conflict if it ended or is granted already, or the evidence has changed and does not carry it now
     */
    @Transactional
    public LicenceView grant(LicenceId id, Signature by) {
        return signing.grant(id, by);
    }

    /**
     * Declines what is proposed, or takes back what was granted.
     *
     * @throws Refusal.Invalid without a reason
     * @throws Refusal.Conflict if it ended already
     */
    @Transactional
    public LicenceView end(LicenceId id, Actor by, String reason) {
        return signing.end(id, by, reason);
    }

    /**
     * A suggestion known to be wrong was shown to somebody among others. One that got through ends every licence of its
     * kind and markets at once: whoever does not notice what is wrong gives no evidence that something is right.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void canary(SuggestionId suggestion, Proposal proposal, boolean stopped) {
        List<String> markets = Scope.markets(proposal);
        if (stopped) {
            evidence.canaryStopped(suggestion, proposal.kind(), markets);
        } else {
            markets.forEach(market -> endings.revoke(null, null, proposal.kind(), market, Cause.CANARY));
        }
    }
}
