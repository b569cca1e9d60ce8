package timewaitlab.view;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Screen;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.service.query.NodeQuery;

/** The robot of a test, which looks at the window on the window's own thread: nobody rebuilds it meanwhile. */
public final class SteadyRobot extends ApplicationExtension {
    /** What this answers, asked on the window's thread; what it throws is thrown. */
    static <T> T onWindowsThread(Callable<T> question) throws Exception {
        if (Platform.isFxApplicationThread()) {
            return question.call();
        }
        FutureTask<T> asked = new FutureTask<>(question);
        Platform.runLater(asked);
        try {
            return asked.get();
        } catch (ExecutionException wrong) {
            if (wrong.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw wrong;
        }
    }

    private static <T> T ask(Callable<T> question) {
        try {
            return onWindowsThread(question);
        } catch (RuntimeException wrong) {
            throw wrong;
        } catch (Exception wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static NodeQuery steady(Callable<NodeQuery> query) {
        NodeQuery found = ask(query);
        return (NodeQuery) Proxy.newProxyInstance(
                SteadyRobot.class.getClassLoader(), new Class<?>[] {NodeQuery.class}, (proxy, step, arguments) -> {
                    Object answer = onWindowsThread(() -> {
                        try {
                            return step.invoke(found, arguments);
                        } catch (InvocationTargetException wrong) {
                            throw wrong.getCause() instanceof Exception cause ? cause : wrong;
                        }
                    });
                    return answer instanceof NodeQuery next ? steady(() -> next) : answer;
                });
    }

    @Override
    public NodeQuery lookup(String query) {
        return steady(() -> super.lookup(query));
    }

    @Override
    public <T extends Node> NodeQuery lookup(Predicate<T> predicate) {
        return steady(() -> super.lookup(predicate));
    }

    @Override
    public NodeQuery from(Node... parents) {
        return steady(() -> super.from(parents));
    }

    @Override
    public NodeQuery from(Collection<Node> parents) {
        return steady(() -> super.from(parents));
    }

    @Override
    public List<Window> listWindows() {
        return ask(super::listWindows);
    }

    /** Away from every window, where no test before this one left it on something. Window's thread. */
    static void park() {
        var screen = Screen.getPrimary().getBounds();
        new Robot().mouseMove(screen.getMaxX() - 1, screen.getMaxY() - 1);
    }

    /** A double click where the mouse is, in one turn of the window's thread: clicks further apart are two. */
    static void clickTwice(FxRobot robot) {
        robot.interact(() -> {
            Robot hand = new Robot();
            hand.mouseClick(MouseButton.PRIMARY);
            hand.mouseClick(MouseButton.PRIMARY);
        });
    }
}
