package org.countersign.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The policies that come with the product: every {@code *.drl} and every reference list under {@code policies/}. */
@Component
public class PolicySource {

    private static final String RULES = "classpath*:policies/**/*.drl";
    private static final String LISTS = "classpath*:policies/lists/*.txt";
    private static final String RISK = "classpath*:policies/risk.yaml";

    private final PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

    /**
     * All rules of all files.
     *
     * @throws UnreadablePolicy with the mistakes of every file
     */
    public List<PolicyRule> rules() {
        ReferenceLists lists = lists();
        List<PolicyRule> rules = new ArrayList<>();
        List<DrlError> errors = new ArrayList<>();
        for (Resource file : find(RULES)) {
            try {
                rules.addAll(DrlReader.read(name(file), text(file), lists));
            } catch (UnreadablePolicy e) {
                errors.addAll(e.errors());
            }
        }
        if (!errors.isEmpty()) {
            throw new UnreadablePolicy(errors);
        }
        return List.copyOf(rules);
    }

    /**
     * The risk table beside the rules; where there is none, nothing is risky.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public RiskTable risk() {
        return find(RISK).stream()
                .findFirst()
                .map(file -> RiskTable.read(name(file), text(file), lists()))
                .orElseGet(RiskTable::none);
    }

    /** The reference lists: one value a line; empty lines and what follows a {@code #} are comments. */
    public ReferenceLists lists() {
        Map<String, List<String>> lists = new TreeMap<>();
        for (Resource file : find(LISTS)) {
            List<String> values = text(file)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            lists.put(name(file).replaceFirst("\\.txt$", ""), values);
        }
        return ReferenceLists.of(lists);
    }

    private List<Resource> find(String pattern) {
        try {
            return Arrays.stream(resources.getResources(pattern))
                    .sorted(Comparator.comparing(PolicySource::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The policies under " + pattern + " cannot be listed.", e);
        }
    }

    private static String name(Resource file) {
        return String.valueOf(file.getFilename());
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The policy file " + name(file) + " cannot be read.", e);
        }
    }
}
