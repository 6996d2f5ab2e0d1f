package org.countersign.pages;

import java.security.Principal;
import java.time.Clock;
import java.util.List;
import org.countersign.autonomy.Complaints;
import org.countersign.autonomy.LicenceId;
import org.countersign.autonomy.LicenceView;
import org.countersign.autonomy.Licences;
import org.countersign.autonomy.Scope;
import org.countersign.autonomy.Signature;
import org.countersign.autonomy.Standing;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Earned autonomy: what each model version has earned, and the signatures of two people for the next step. */
@Controller
@RequestMapping("/autonomy")
@PreAuthorize("hasAnyRole('OFFICER', 'LEAD', 'AUDITOR', 'ADMIN')")
class AutonomyController {

    private static final int SHOWN = 100;
    private static final String HERE = "redirect:/autonomy";

    private final Licences licences;
    private final Complaints complaints;
    private final Show show;
    private final Clock clock;

    AutonomyController(Licences licences, Complaints complaints, Show show, Clock clock) {
        this.licences = licences;
        this.complaints = complaints;
        this.show = show;
        this.clock = clock;
    }

    /** A licence of the past or present. */
    record Row(LicenceView licence, String model, String state, String by) {}

    @GetMapping
    String show(Principal principal, Model page) {
        List<Standing> standings = licences.standings();
        page.addAttribute(
                "pictures",
                standings.stream()
                        .map(standing -> AutonomyPicture.of(standing, show))
                        .toList());
        page.addAttribute("marks", AutonomyPicture.marks());
        page.addAttribute(
                "licences", licences.newest(SHOWN).stream().map(this::row).toList());
        page.addAttribute("complaints", complaints.newest(SHOWN));
        page.addAttribute("maySign", maySign());
        page.addAttribute("me", principal.getName());
        page.addAttribute("mayReadLog", Navigation.leadsTo("log", PageModel.roles()));
        page.addAttribute("leadsToFairness", Navigation.leadsTo("fairness", PageModel.roles()));
        return "autonomy";
    }

    @PostMapping
    @PreAuthorize("hasAnyRole('OFFICER', 'LEAD')")
    String propose(
            @RequestParam String model,
            @RequestParam String version,
            @RequestParam Kind kind,
            @RequestParam String market,
            Principal principal,
            RedirectAttributes next) {
        return answer(next, "autonomy.done.proposed", () -> {
            licences.propose(new Scope(model, version, kind, market), signature(principal));
        });
    }

    @PostMapping("/{id}/grant")
    @PreAuthorize("hasAnyRole('OFFICER', 'LEAD')")
    String grant(@PathVariable String id, Principal principal, RedirectAttributes next) {
        return answer(next, "autonomy.done.granted", () -> {
            licences.grant(LicenceId.of(id), signature(principal));
        });
    }

    @PostMapping("/{id}/end")
    @PreAuthorize("hasAnyRole('OFFICER', 'LEAD')")
    String end(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            RedirectAttributes next) {
        return answer(next, "autonomy.done.ended", () -> {
            licences.end(LicenceId.of(id), Actor.person(principal.getName()), reason);
        });
    }

    /** The bytes that were signed for: their SHA-256 is what the log's entries name. */
    @GetMapping(path = "/{id}/document", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document(@PathVariable String id) {
        byte[] document = licences.document(LicenceId.of(id)).orElseThrow(() -> new Refusal.NotFound("licence", id));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=licence-" + LicenceId.of(id) + ".json")
                .body(document);
    }

    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<String> csv() {
        Csv csv = Csv.of(
                "model",
                "version",
                "kind",
                "market",
                "share",
                "decided",
                "approvedUnchanged",
                "low",
                "required",
                "canariesStopped",
                "since",
                "because",
                "openAlarm",
                "earned",
                "validUntil");
        licences.standings()
                .forEach(standing -> csv.row(
                        standing.scope().model(),
                        standing.scope().version(),
                        standing.scope().kind(),
                        standing.scope().market(),
                        standing.now().share(),
                        standing.evidence().unchanged().eligible(),
                        standing.evidence().unchanged().favoured(),
                        standing.evidence().low(),
                        standing.next().required(),
                        standing.evidence().canaries(),
                        standing.evidence().since(),
                        standing.evidence().because(),
                        standing.openAlarm(),
                        standing.isEarned(),
                        standing.inForce() == null ? null : standing.inForce().validUntil()));
        return csv.download("autonomy");
    }

    private String answer(RedirectAttributes next, String done, Runnable work) {
        try {
            work.run();
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message(done)));
        } catch (Refusal.Invalid invalid) {
            next.addFlashAttribute(
                    Toast.ATTRIBUTE, Toast.warn(invalid.errors().getFirst().message()));
        } catch (Refusal refused) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(refused.detail()));
        }
        return HERE;
    }

    private Row row(LicenceView licence) {
        String state = licence.ended() != null
                ? show.message("autonomy.state.ended", show.message("autonomy.cause." + licence.ended()))
                : licence.isProposed()
                        ? show.message("autonomy.state.proposed")
                        : show.message(
                                licence.isInForce(clock.instant())
                                        ? "autonomy.state.inforce"
                                        : "autonomy.state.expired");
        return new Row(
                licence,
                show.plain(licence.scope().model() + " " + licence.scope().version()),
                state,
                licence.grantedBy() == null
                        ? show.plain(licence.proposedBy())
                        : show.message(
                                "autonomy.both", show.plain(licence.proposedBy()), show.plain(licence.grantedBy())));
    }

    private static boolean maySign() {
        return PageModel.roles().contains("OFFICER") || PageModel.roles().contains("LEAD");
    }

    private static Signature signature(Principal principal) {
        return new Signature(
                Actor.person(principal.getName()),
                PageModel.roles().contains("OFFICER") ? Signature.Office.OFFICER : Signature.Office.LEAD);
    }
}
