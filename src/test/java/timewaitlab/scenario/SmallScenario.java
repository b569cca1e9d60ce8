package timewaitlab.scenario;

/** Two hosts and a NAT between them: enough to read changes against. */
final class SmallScenario {
    private static final String TEXT = """
        id: small
        title: t
        until: 10 s
        hosts:
          A: {address: 10.0.0.2, kernel: 6.18}
          B: {address: 198.51.100.9, kernel: KERNEL}
        nats: {N: {address: 203.0.113.7}}
        links:
          - {between: [A, N], delay: 1 ms}
          - {between: [N, B], delay: 20 ms}
        steps:
          - {at: 0 s, on: B, do: listen 80}
          - {at: 1 s, on: A, do: ["connect B:80 from 40000"]}
        """;

    private SmallScenario() {}

    /** With this kernel on B. */
    static Scenario on(String kernel) {
        return ScenarioParser.parse("small.yaml", text(kernel)).value().orElseThrow();
    }

    static String text(String kernel) {
        return TEXT.replace("KERNEL", kernel);
    }
}
