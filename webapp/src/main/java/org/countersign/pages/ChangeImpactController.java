package org.countersign.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeView;
import org.countersign.governance.ImpactId;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.PolicyChanges;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks what a change would do to the decisions of the past. */
@Controller
@RequestMapping("/policies/changes/{id}")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class ChangeImpactController {

    private final PolicyChanges changes;
    private final ImpactReports impacts;
    private final Show show;

    ChangeImpactController(PolicyChanges changes, ImpactReports impacts, Show show) {
        this.changes = changes;
        this.impacts = impacts;
        this.show = show;
    }

    /** Looks back on past decisions, beside; its page shows how far it is. */
    @PostMapping("/impact")
    @PreAuthorize("hasRole('OFFICER')")
    String impact(@PathVariable String id, @RequestParam(defaultValue = "30") int days, Principal principal) {
        ChangeView change = changes.get(ChangeId.of(id));
        PolicyVersion candidate = changes.draft(change.id()).candidate();
        if (candidate == null) {
            throw new Refusal.Conflict("not-ready", show.message("policy.change.unreadable"));
        }
        ImpactId report = impacts.start(change.base(), candidate, days, Actor.person(principal.getName()));
        return "redirect:/policies/impact/" + report + "?change=" + id;
    }

    /** The same for decisions of a file. */
    @PostMapping("/impact/file")
    @PreAuthorize("hasRole('OFFICER')")
    String impactOfFile(
            @PathVariable String id, @RequestParam MultipartFile file, Principal principal, RedirectAttributes redirect)
            throws IOException {
        ChangeView change = changes.get(ChangeId.of(id));
        PolicyVersion candidate = changes.draft(change.id()).candidate();
        if (candidate == null) {
            throw new Refusal.Conflict("not-ready", show.message("policy.change.unreadable"));
        }
        List<String> lines =
                new String(file.getBytes(), StandardCharsets.UTF_8).lines().toList();
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "file");
        try {
            ImpactId report = impacts.start(change.base(), candidate, name, lines, Actor.person(principal.getName()));
            return "redirect:/policies/impact/" + report + "?change=" + id;
        } catch (Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
            return "redirect:/policies/changes/" + id;
        }
    }
}
