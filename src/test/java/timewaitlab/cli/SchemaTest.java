package timewaitlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import timewaitlab.lab.ScenarioLibrary;

/** The published schemas say what the product documentation says, and the program prints what the schemas say. */
class SchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode FLAGSHIP =
            Said.when("run", "flagship", "--format", "json").json();

    static List<String> shipped() {
        return ScenarioLibrary.ids();
    }

    /** Key names and values as documented, on the flagship. */
    @Test
    void theFlagshipPrintsTheDocumentedMembers() throws IOException {
        JsonNode run = FLAGSHIP;
        assertThat(run.get("scenario").asText()).isEqualTo("flagship");
        assertThat(run.get("seed").asInt()).isEqualTo(1);
        assertThat(run.get("until").asDouble()).isEqualTo(70.0);
        JsonNode host = find(run.get("hosts"), "name", "B");
        assertThat(host.toString())
                .isEqualTo("{\"name\":\"B\",\"address\":\"198.51.100.9\",\"kernel\":\"linux-2.6.32\",\"hz\":1000,"
                        + "\"sysctls\":{\"net.ipv4.tcp_tw_recycle\":1}}");
        JsonNode leg = StreamSupport.stream(run.get("segments").spliterator(), false)
                .filter(each -> each.get("sent").asDouble() == 5.001)
                .findFirst()
                .orElseThrow();
        assertThat(leg.get("rewrites").asInt()).isEqualTo(leg.get("id").asInt() - 1);
        assertThat(leg.get("from").asText()).isEqualTo("N");
        assertThat(leg.get("arrived").asDouble()).isEqualTo(5.022);
        assertThat(leg.get("at").asText()).isEqualTo("B");
        assertThat(leg.get("fate").asText()).isEqualTo("judged");
        assertThat(leg.get("src").asText()).isEqualTo("203.0.113.7:40001");
        assertThat(leg.get("dst").asText()).isEqualTo("198.51.100.9:80");
        assertThat(leg.get("flags").asText()).isEqualTo("S");
        assertThat(leg.get("tsval").asLong()).isEqualTo(260_487);
        assertThat(leg.get("tsecr").asLong()).isZero();
        JsonNode verdict = find(run.get("verdicts"), "disposition", "DROP");
        assertThat(verdict.get("t").asDouble()).isEqualTo(5.022);
        assertThat(verdict.get("cause").toString()).isEqualTo("{\"segment\":" + leg.get("id") + "}");
        assertThat(verdict.get("replies")).isEmpty();
        assertThat(verdict.get("rule").asText()).isEqualTo("listen.host-stamp");
        assertThat(verdict.get("stages").get(0).asText()).isEqualTo("dispatch");
        assertThat(verdict.get("counters").toString()).isEqualTo("{\"TcpExtPAWSPassive\":1}");
        assertThat(verdict.get("timer").isNull()).isTrue();
        JsonNode older = find(verdict.get("findings"), "check", "listen.host-stamp.older");
        assertHasMembers(
                older,
                "{\"check\":\"listen.host-stamp.older\","
                        + "\"left\":{\"name\":\"peer.ts\",\"value\":1105802,\"unit\":\"tick\"},"
                        + "\"relation\":\"AHEAD_BY_MORE_THAN\",\"margin\":{\"name\":\"TCP_PAWS_WINDOW\",\"value\":1},"
                        + "\"right\":{\"name\":\"SEG.TSval\",\"value\":260487,\"unit\":\"tick\"},"
                        + "\"difference\":845315,\"held\":true}");
        assertHasMembers(
                find(verdict.get("whatIfs"), "change", "SEG.TSval"),
                "{\"change\":\"SEG.TSval\",\"to\":1105801,\"disposition\":\"ACCEPT\",\"who\":\"sender\"}");
        JsonNode up = find(run.get("states"), "to", "ESTABLISHED");
        assertThat(up.get("by").has("segment")).isTrue();
        JsonNode connect = find(run.get("app"), "host", "C");
        assertThat(connect.get("result").asText()).isEqualTo("OK");
        assertThat(connect.get("took").asDouble()).isEqualTo(63.044);
        assertThat(run.get("expectations")).allMatch(each -> each.get("held").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyRunMatchesTheSchema(String id) {
        JsonNode run = Said.when("run", id, "--format", "json").json();
        assertThat(Schema.complaints("run.schema.json", run)).isEmpty();
    }

    @Test
    void oneVerdictMatchesTheSchemaAndHasTheStateAfter() {
        JsonNode verdict = Said.when(
                        "verdict",
                        "--profile",
                        "6.18",
                        "--state",
                        "TIME-WAIT",
                        "--format",
                        "json",
                        "--field",
                        "rcv_nxt=1000000",
                        "--field",
                        "ts_recent=200000",
                        "--segment",
                        "S 2000000:2000000(0) win 65535 <TS val 199999 ecr 0>")
                .json();
        assertThat(Schema.complaints("verdict.schema.json", verdict)).isEmpty();
        assertThat(verdict.get("after").get("state").asText()).isEqualTo("TIME-WAIT");
        assertThat(verdict.get("after").get("ts_recent").asLong()).isEqualTo(200_000);
    }

    /** A schema that accepts everything would hold for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "digest",
                "verdicts/0/disposition",
                "verdicts/0/findings/0/held",
                "segments/0/tsval",
                "segments/0/fate",
                "states/0/by",
                "app/0/took",
                "hosts/0/hz",
                "verdicts/10/whatIfs/0/who"
            })
    void whatIsTakenAwayOrSpoiltIsFelt(String path) throws IOException {
        JsonNode run = FLAGSHIP;
        assertThat(Schema.complaints("run.schema.json", spoilt(run, path, null)))
                .isNotEmpty();
        assertThat(Schema.complaints("run.schema.json", spoilt(run, path, MAPPER.readTree("[[]]"))))
                .isNotEmpty();
    }

    private static JsonNode spoilt(JsonNode whole, String path, JsonNode instead) {
        JsonNode copy = whole.deepCopy();
        int slash = path.lastIndexOf('/');
        JsonNode parent = slash < 0 ? copy : copy.at("/" + path.substring(0, slash));
        ObjectNode object = (ObjectNode) parent;
        if (instead == null) {
            object.remove(path.substring(slash + 1));
        } else {
            object.set(path.substring(slash + 1), instead);
        }
        return copy;
    }

    @Test
    void anExplanationAsDocumentedMatchesItsSchema() throws IOException {
        JsonNode documented = MAPPER.readTree("""
                {"capture": "server.pcap", "host": "10.0.0.2", "profile": "linux-6.18",
                 "summary": {"inbound": 60, "outbound": 60, "agrees": 30, "free": 30, "contradicts": 0, "cannotTell": 0,
                             "unattributed": 0},
                 "segments": [{"frame": 12, "t": 1.25, "in": true, "flags": "S", "observed": [{"frame": 13, "kind": "ACK"}],
                               "agreement": "AGREES", "reason": null},
                              {"frame": 13, "t": 1.2502, "in": false, "by": {"segment": 12}}],
                 "inferred": {"clocks": [{"address": "10.0.0.1", "hz": 250, "offset": 0}],
                              "behindNat": [{"address": "203.0.113.7", "hosts": 2, "evidence": "two clocks"}]}}
                """);
        assertThat(Schema.complaints("explain.schema.json", documented)).isEmpty();
        assertThat(Schema.complaints("explain.schema.json", spoilt(documented, "inferred/clocks", null)))
                .isNotEmpty();
        assertThat(Schema.complaints("explain.schema.json", spoilt(documented, "summary/free", null)))
                .isNotEmpty();
    }

    /** Editors complete scenario files by it: what is shipped is right by the schema, and what it says is read. */
    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedScenarioMatchesTheSchema(String id) throws IOException {
        JsonNode scenario = yaml(id);
        assertThat(Schema.complaints("scenario.schema.json", scenario)).isEmpty();
        ((ObjectNode) scenario).put("colour", "green");
        ((ObjectNode) scenario.get("hosts").get("B")).put("adress", "x");
        ((ArrayNode) scenario.get("steps")).addObject().put("at", "soon");
        assertThat(Schema.complaints("scenario.schema.json", scenario))
                .contains(": may not have colour", "/hosts/B: may not have adress")
                .anyMatch(complaint -> complaint.contains("/at: \"soon\" is not"));
    }

    private static JsonNode yaml(String id) throws IOException {
        String text = Files.readString(Path.of("src/main/resources/timewaitlab/scenarios", id + ".yaml"));
        return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    /** The documented members are there, as documented; others may be beside them. */
    private static void assertHasMembers(JsonNode shown, String documented) throws IOException {
        assertHasMembers(shown, new ObjectMapper().readTree(documented));
    }

    private static void assertHasMembers(JsonNode shown, JsonNode documented) {
        documented.properties().forEach(member -> {
            JsonNode value = shown.path(member.getKey());
            if (member.getValue().isObject()) {
                assertHasMembers(value, member.getValue());
            } else {
                assertThat(value).as(member.getKey()).isEqualTo(member.getValue());
            }
        });
    }

    private static JsonNode find(JsonNode list, String member, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.get(member).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }
}
