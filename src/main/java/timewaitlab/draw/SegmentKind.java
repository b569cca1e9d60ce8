package timewaitlab.draw;

import timewaitlab.draw.Stroke.Dash;
import timewaitlab.trace.Cause;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** What a segment looks like. */
enum SegmentKind {
    SYN("syn", 2.6, Dash.SOLID, 2),
    DATA("data", 2.4, Dash.SOLID, 1),
    FIN("fin", 2.4, Dash.FIN, 1),
    ACK("ack", 1.5, Dash.ACK, 1),
    RST("rst", 2.2, Dash.SOLID, 0),
    KEEPALIVE("keepalive", 2.0, Dash.DOTS, 1);

    private final String style;
    private final double width;
    private final Dash dash;
    private final int heads;

    SegmentKind(String style, double width, Dash dash, int heads) {
        this.style = style;
        this.width = width;
        this.dash = dash;
        this.heads = heads;
    }

    static SegmentKind of(Leg leg) {
        Segment segment = leg.segment();
        if (segment.has(TcpFlags.RST)) {
            return RST;
        }
        if (segment.has(TcpFlags.SYN)) {
            return SYN;
        }
        if (segment.has(TcpFlags.FIN)) {
            return FIN;
        }
        if (leg.cause() instanceof Cause.ByTimer timer && timer.name().equals("keepalive")) {
            return KEEPALIVE;
        }
        return segment.length() > 0 ? DATA : ACK;
    }

    /** The CSS class. */
    String style() {
        return style;
    }

    /** In Explore. */
    double width() {
        return width;
    }

    Dash dash() {
        return dash;
    }

    int heads() {
        return heads;
    }
}
