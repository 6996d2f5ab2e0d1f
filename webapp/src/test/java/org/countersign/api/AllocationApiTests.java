package org.countersign.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.countersign.WebTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@WebTest
@ActiveProfiles("demo")
class AllocationApiTests {

    @Autowired
    private MockMvc mvc;

    private ResultActions send(MockHttpServletRequestBuilder request, String json) throws Exception {
        return mvc.perform(request.header("Authorization", "Bearer demo-planner")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json));
    }

    private ResultActions plan(String json) throws Exception {
        return send(post("/api/v1/allocation-plans"), json);
    }

    @Test
    void answersTheContractsExampleInItsWords() throws Exception {
        plan("""
                        {"timeLimit": "PT10S",
                         "campaigns": [{"id": "c1", "minPlacements": 0, "maxPlacements": 2}, {"id": "c2", "minPlacements": 0, "maxPlacements": 1}],
                         "slots": [{"id": "s1", "channel": "EMAIL", "start": "2026-11-24T08:00:00Z", "end": "2026-11-24T09:00:00Z"}],
                         "pairs": [{"campaign": "c1", "slot": "s1", "value": 12.5, "load": 3, "cost": 0.4}],
                         "limits": [{"id": "s1-capacity", "slots": ["s1"], "campaigns": null, "measure": "LOAD", "max": 100, "min": null}],
                         "slotConflicts": [],
                         "pins": [{"campaign": "c1", "slot": "s1"}]}
                        """)
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        {"feasible": true, "totalValue": 12.5, "upperBound": 12.5, "gap": 0,
                         "placements": [{"campaign": "c1", "slot": "s1", "value": 12.5}],
                         "unplaced": [{"campaign": "c2", "reason": "No slot is eligible for it."}],
                         "limits": [{"id": "s1-capacity", "used": 3, "max": 100, "slack": 97}],
                         "violations": []}
                        """))
                .andExpect(jsonPath("$.solvedIn").value(startsWith("PT")))
                .andExpect(jsonPath("$.length()").value(10));
    }

    @Test
    void infeasiblePlanHasNoGapAndSaysWhatClashes() throws Exception {
        plan("""
                        {"campaigns": [{"id": "a", "minPlacements": 1, "maxPlacements": 1}, {"id": "b", "minPlacements": 1, "maxPlacements": 1}],
                         "slots": [{"id": "s"}],
                         "pairs": [{"campaign": "a", "slot": "s", "value": 1}, {"campaign": "b", "slot": "s", "value": 2}],
                         "limits": [{"id": "one", "measure": "PLACEMENTS", "max": 1}]}
                        """)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.feasible").value(false))
                .andExpect(jsonPath("$.gap").isEmpty())
                .andExpect(jsonPath("$.violations[-1:].type").value(contains("CANNOT_HOLD_TOGETHER")));
    }

    @Test
    void refusesUnknownFieldsAndWrongTypesAtTheirPlace() throws Exception {
        plan("{\"campaigns\": [], \"colour\": 1}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/colour"));
        plan("{\"campaigns\": [{\"id\": \"a\", \"maxPlacements\": 1.5}]}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/campaigns/0/maxPlacements"));
        plan("{\"pairs\": [{\"campaign\": \"a\", \"slot\": \"s\", \"value\": \"NaN\"}]}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/pairs/0/value"));
        plan("{\"pairs\": [{\"campaign\": \"a\", \"slot\": \"s\", \"value\": NaN}]}")
                .andExpect(status().isBadRequest());
        plan("{\"timeLimit\": \"soon\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/timeLimit"));
    }

    @Test
    void refusesWhatTheProblemItselfGetsWrong() throws Exception {
        plan("{\"slots\": [{\"id\": \"s\"}, {\"id\": \"s\"}]}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/invalid-input"))
                .andExpect(jsonPath("$.errors[*].pointer").value(contains("/slots/1/id")));
    }

    @Test
    void numbersArePlainAndHaveAnEnd() throws Exception {
        plan("""
                        {"campaigns": [{"id": "a", "minPlacements": 1, "maxPlacements": 1}, {"id": "b", "minPlacements": 1, "maxPlacements": 1}],
                         "slots": [{"id": "s"}],
                         "pairs": [{"campaign": "a", "slot": "s", "value": 10, "load": 3}, {"campaign": "b", "slot": "s", "value": 20, "load": 3}],
                         "limits": [{"id": "room", "measure": "LOAD", "max": 3}]}
                        """)
                .andExpect(content().string(containsString("\"totalValue\":20,")))
                .andExpect(jsonPath("$.limits[0].worth").isEmpty());
    }

    @Test
    void keepsTheBookOfSlotsAsItWasPut() throws Exception {
        String book = """
                {"slots": [{"id": "mail-1", "channel": "EMAIL", "start": "2030-01-08T08:00:00Z", "end": "2030-01-08T09:00:00Z", "market": "DE", "capacity": 6},
                           {"id": "web-1", "channel": "WEB", "start": "2030-01-08T08:00:00Z", "end": "2030-01-08T20:00:00Z", "market": null, "capacity": 2.5}],
                 "limits": [{"id": "both", "slots": ["mail-1", "web-1"], "campaigns": null, "measure": "PLACEMENTS", "max": 3, "min": null}]}
                """;

        send(put("/api/v1/slots"), book).andExpect(status().isNoContent());
        send(put("/api/v1/slots"), book).andExpect(status().isNoContent());

        mvc.perform(get("/api/v1/slots").header("Authorization", "Bearer demo-planner"))
                .andExpect(status().isOk())
                .andExpect(content().json(book))
                .andExpect(jsonPath("$.next").isEmpty());
        mvc.perform(get("/api/v1/slots").param("limit", "1").header("Authorization", "Bearer demo-planner"))
                .andExpect(jsonPath("$.next").value("mail-1"));
    }

    @Test
    void onlyPlannersTouchTheSlots() throws Exception {
        mvc.perform(put("/api/v1/slots")
                        .header("Authorization", "Bearer demo-producer")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden());
        send(put("/api/v1/slots"), "{\"slots\": [{\"id\": \"s\", \"colour\": 1}]}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.errors[0].pointer").value("/slots/0/colour"));
    }
}
