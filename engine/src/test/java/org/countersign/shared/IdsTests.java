package org.countersign.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTests {

    @Test
    void beginWithTheTimeAtWhichTheyWereMade() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        long after = System.currentTimeMillis();

        // RFC 9562, section 5.7: 48 bits of milliseconds, then the version; section 4.1: the variant.
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void areNotToldByTheirNeighbours() {
        assertThat(Stream.generate(Ids::next).limit(10_000).map(UUID::getLeastSignificantBits))
                .doesNotHaveDuplicates();
    }
}
