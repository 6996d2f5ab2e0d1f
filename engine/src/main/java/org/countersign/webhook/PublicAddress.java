package org.countersign.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Keeps doorbells from being used to reach what stands behind the firewall (server-side request forgery). */
final class PublicAddress {

    private PublicAddress() {}

    /**
     * Why this address may not be rung; empty if it may. A name is resolved, and every address it has must be public. The
     * JVM remembers the answer for at least ten seconds, so the request that follows goes to what was looked at.
     */
    static Optional<String> objection(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https")) {
            return Optional.of("only https is accepted");
        }
        if (url.getHost() == null || url.getUserInfo() != null) {
            return Optional.of("it needs a host and no user name");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
                if (!isPublic(address)) {
                    return Optional.of(url.getHost() + " is " + address.getHostAddress() + ", which is not public");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("there is no host " + url.getHost());
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            // Unique local, documentation, and what carries an IPv4 address inside (mapped, 6to4, NAT64, Teredo).
            boolean uniqueLocal = (first & 0xfe) == 0xfc;
            boolean embedded = (first == 0x20 && second == 0x02) || (first == 0 && second == 0x64) || first == 0;
            boolean special = first == 0x20 && second == 0x01 && (bytes[2] == 0 || (bytes[2] & 0xff) == 0x0d);
            return !uniqueLocal && !embedded && !special;
        }
        // 0/8, carrier-grade NAT, benchmarks, protocol assignments, documentation, and everything reserved.
        return first != 0
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 198 && (second == 18 || second == 19))
                && !(first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2))
                && !(first == 198 && second == 51 && bytes[2] == 100)
                && !(first == 203 && second == 0 && bytes[2] == 113)
                && first < 240;
    }
}
