package timewaitlab.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A socket that serves another connection remembers nothing of the one before. */
class TcbTest {
    @Test
    void aRenewedSocketIsAsNewInEveryField() throws IllegalAccessException {
        Tcb fresh = new Tcb();
        Tcb used = new Tcb();
        List<String> same = new ArrayList<>();
        for (Field field : fields()) {
            spoil(field, used);
            if (isSame(field, used, fresh)) {
                same.add(field.getName());
            }
        }
        assertThat(same).as("fields this test does not know how to spoil").isEmpty();
        used.outOfOrder.add(5, 9, true);
        used.alarmPlace(fresh.alarmPlace());
        used.renew();
        for (Field field : fields()) {
            assertThat(isSame(field, used, fresh)).as(field.getName()).isTrue();
        }
        assertThat(used.outOfOrder.isEmpty()).isTrue();
        assertThat(used.outOfOrder.hasFinAt(9)).isFalse();
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Field field : Tcb.class.getDeclaredFields()) {
            // where a recorded host keeps the socket stays; Page.turn() forgets what was kept
            boolean kept = field.getType() == TcbLedger.Page.class;
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers()) && !kept) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static boolean isSame(Field field, Tcb one, Tcb other) throws IllegalAccessException {
        Object value = field.get(one);
        return value == null ? field.get(other) == null : value.equals(field.get(other));
    }

    private static void spoil(Field field, Tcb socket) throws IllegalAccessException {
        Class<?> type = field.getType();
        if (type == int.class) {
            field.setInt(socket, field.getInt(socket) + 7);
        } else if (type == long.class) {
            field.setLong(socket, field.getLong(socket) + 7);
        } else if (type == boolean.class) {
            field.setBoolean(socket, !field.getBoolean(socket));
        } else if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            field.set(socket, constants[constants.length - 1]);
        } else if (type == Listener.class) {
            field.set(socket, new Listener(80, 1, 1024L));
        } else if (type == Object.class) {
            field.set(socket, "somebody");
        } else {
            field.set(socket, null);
        }
    }
}
