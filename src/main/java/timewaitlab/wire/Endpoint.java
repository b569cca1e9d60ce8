package timewaitlab.wire;

/** An address and a port, printed {@code 10.0.0.2:40000} or {@code [2001:db8::1]:80}. */
public record Endpoint(Address address, int port) {
    @Override
    public String toString() {
        return address.text().indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
    }
}
