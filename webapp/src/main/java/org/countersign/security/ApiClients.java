package org.countersign.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.countersign.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds the client of a token, among the configured ones and in the database. Only hashes are compared: whoever reads
 * the database or the configuration can call nothing, and the time a comparison takes tells nothing about a token.
 */
@Service
class ApiClients {

    private final List<Configured> configured;
    private final JdbcClient jdbc;

    ApiClients(SecurityProperties properties, JdbcClient jdbc) {
        this.configured = properties.clients().stream()
                .map(client -> new Configured(client.tokenSha256(), new ApiClient(client.name(), client.role())))
                .toList();
        this.jdbc = jdbc;
    }

    Optional<ApiClient> withToken(String token) {
        byte[] hash = Sha256.of(token.getBytes(StandardCharsets.UTF_8));
        Optional<ApiClient> found = Optional.empty();
        for (Configured candidate : configured) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(candidate.tokenSha256), hash)) {
                found = Optional.of(candidate.client);
            }
        }
        return found.or(() -> stored(hash));
    }

    private Optional<ApiClient> stored(byte[] hash) {
        return jdbc.sql("select name, role from api_client where token_hash = ? and revoked_at is null")
                .param(hash)
                .query((row, number) -> new ApiClient(row.getString("name"), Role.valueOf(row.getString("role"))))
                .optional();
    }

    private record Configured(String tokenSha256, ApiClient client) {}
}
