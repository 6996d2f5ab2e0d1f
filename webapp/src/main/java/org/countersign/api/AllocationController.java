package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanRequest;
import org.countersign.allocation.PlanResult;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The slot solver as a dry run. */
@RestController
@Tag(name = "Allocation")
class AllocationController {

    // More at once than there are processors would make every one of them miss its time limit.
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final Allocations allocations;

    AllocationController(Allocations allocations) {
        this.allocations = allocations;
    }

    @Operation(
            summary = "Plan slots: the best plan within the time limit, a proven bound, and why anything was left out",
            description = "Nothing is stored. The answer comes at most a second after timeLimit (default PT10S, at most"
                    + " PT5M), earlier where the plan is proven to be optimal. violations: what an infeasible plan breaks"
                    + " (type, ids, amount, message), and a smallest set of demands that cannot hold together. Each placement and"
                    + " each empty slot comes with its reason, each limit that binds with what one more unit is worth."
                    + " At most 50,000 campaigns, 50,000 slots, 1,000,000 pairs and 128 MiB are planned at once; more is 422 or 413,"
                    + " and 429 where other plans leave no room or no processor."
                    + " keep: pairs of an earlier plan and what giving each up costs; seed: of random choices.")
    @PostMapping("/api/v1/allocation-plans")
    @PreAuthorize("isAuthenticated()")
    PlanResult plan(@RequestBody PlanRequest request, HttpServletRequest http) {
        if (!processors.tryAcquire()) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "All processors are busy with other plans. Try again in a few seconds.");
        }
        try {
            return allocations.solve(request, PlanningGate.arrivalOf(http));
        } finally {
            processors.release();
        }
    }
}
