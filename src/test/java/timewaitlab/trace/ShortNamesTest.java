package timewaitlab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.trace.Party.Kind;

class ShortNamesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "203.0.113.1 203.0.113.10, .1 .10",
        "10.0.0.2 10.0.1.2 10.0.0.3, .0.2 .1.2 .3",
        "2001:db8::1:aaaa:2 2001:db8::1:bbbb:2 2001:db8::9, :aaaa:2 :bbbb:2 ::9",
        "::1 ::2, ::1 ::2",
        "10.0.0.2 10.0.0.2, 10.0.0.2 10.0.0.2",
    })
    void endsOfAddressesThatTellThemApart(String addresses, String shorter) {
        List<Party> parties = Arrays.stream(addresses.split(" "))
                .map(address -> new Party(address, Kind.CLIENT, address, "", 0))
                .toList();
        assertThat(parties.stream().map(Party::name).map(ShortNames.of(parties)::of))
                .containsExactly(shorter.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"A, 10.0.0.2", "client.example, 10.0.0.3"})
    void otherNamesStay(String name, String address) {
        Party party = new Party(name, Kind.CLIENT, address, "linux-6.18", 250);
        assertThat(ShortNames.of(List.of(party)).of(name)).isEqualTo(name);
    }
}
