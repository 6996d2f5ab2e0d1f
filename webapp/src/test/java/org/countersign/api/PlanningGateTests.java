package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

class PlanningGateTests {

    private final List<HttpStatusCode> refused = new ArrayList<>();
    private final PlanningGate gate = new PlanningGate((request, response, handler, thrown) -> {
        refused.add(((ResponseStatusException) thrown).getStatusCode());
        return new ModelAndView();
    });

    @Test
    void letsInWhatThereIsRoomForAndTheNextOnceThereIs() throws Exception {
        List<Boolean> inside = new ArrayList<>();

        gate.doFilter(told(PlanningGate.BODY), new MockHttpServletResponse(), (first, answer) -> {
            inside.add(true);
            gate.doFilter(told(1), new MockHttpServletResponse(), (second, none) -> inside.add(false));
        });
        gate.doFilter(told(PlanningGate.BODY), new MockHttpServletResponse(), (third, answer) -> inside.add(true));

        assertThat(inside).containsExactly(true, true);
        assertThat(refused).extracting(HttpStatusCode::value).containsExactly(429);
    }

    @Test
    void refusesABodyThatIsLongerThanEverFits() throws Exception {
        gate.doFilter(told(PlanningGate.BODY + 1L), new MockHttpServletResponse(), (request, answer) -> {
            throw new AssertionError("It is not to be read.");
        });

        assertThat(refused).extracting(HttpStatusCode::value).containsExactly(413);
    }

    @Test
    void readsNoMoreOfAnUntoldLengthThanItKeepsRoomFor() throws Exception {
        MockHttpServletRequest untold = told(-1);
        untold.setContent(new byte[PlanningGate.BODY_OF_UNKNOWN_LENGTH + 1]);

        gate.doFilter(untold, new MockHttpServletResponse(), (request, answer) -> {
            assertThat(PlanningGate.arrivalOf((HttpServletRequest) request)).isLessThanOrEqualTo(System.nanoTime());
            assertThat(request.getInputStream().readNBytes(PlanningGate.BODY_OF_UNKNOWN_LENGTH))
                    .hasSize(PlanningGate.BODY_OF_UNKNOWN_LENGTH);
            assertThatThrownBy(() -> request.getInputStream().readAllBytes())
                    .isInstanceOf(ResponseStatusException.class);
        });
    }

    private static MockHttpServletRequest told(long length) {
        return new MockHttpServletRequest("POST", "/api/v1/allocation-plans") {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
    }
}
