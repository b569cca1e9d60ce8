package timewaitlab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            # spelling,                        canonical,              why
              10.0.0.1,                        10.0.0.1,               IPv4
              255.255.255.255,                 255.255.255.255,        IPv4 at its end
              ::,                              ::,                     nothing but zeros
              ::1,                             ::1,                    zeros in front
              2001:db8::,                      2001:db8::,             zeros behind
              2001:DB8:0:0:0:0:0:0001,         2001:db8::1,            RFC 5952 section 4.1 and 4.3
              2001:db8:0:1:1:1:1:1,            2001:db8:0:1:1:1:1:1,   section 4.2.2: one group is not compressed
              2001:0:0:1:0:0:0:1,              2001:0:0:1::1,          section 4.2.3: the longest run
              2001:db8:0:0:1:0:0:1,            2001:db8::1:0:0:1,      section 4.2.3: the first of equals
              0:0:1:0:0:0:0:0,                 0:0:1::,                the run at the end
              ::ffff:127.0.0.1,                ::ffff:127.0.0.1,       section 5: a mapped address
              ::ffff:7f00:1,                   ::ffff:127.0.0.1,       a mapped address in groups
              64:ff9b::192.0.2.1,              64:ff9b::c000:201,      dotted at the end of others
              1:2:3:4:5:6:7:8,                 1:2:3:4:5:6:7:8,        no zeros
              1::3:4:5:6:7:8,                  1:0:3:4:5:6:7:8,        two colons for one group""")
    void hasOneText(String spelling, String canonical, String why) {
        assertThat(AddressText.canonical(spelling)).as(why).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1.2",
                "10.0.0.",
                "10.00.0.1",
                "+1.0.0.1",
                "a.b.c.d",
                "server",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:1.2.3.4",
                ":1::",
                "١::"
            })
    void isNoAddress(String text) {
        assertThat(AddressText.parse(text)).isEmpty();
    }

    @Test
    void bytesSurviveTheText() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextBoolean() ? 0 : bytes[j];
            }
            String text = AddressText.of(bytes, 0, bytes.length);
            assertThat(AddressText.parse(text))
                    .as("seed %d: %s", seed, text)
                    .hasValueSatisfying(again -> assertThat(again).isEqualTo(bytes));
        }
    }
}
