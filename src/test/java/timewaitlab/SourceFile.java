package timewaitlab;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One source file as the compiler's own parser sees it: its lines, its types and the measures of its methods. */
record SourceFile(String path, List<String> lines, List<Type> types, List<Method> methods, List<Integer> consoleLines) {

    /** A class, interface, enum or record; records count their components. */
    record Type(String name, int line, int components) {}

    /** A method, a constructor or an initialiser block. */
    record Method(String name, int line, int length, int parameters, int nesting) {
        boolean isConstructor() {
            return name.equals("<init>");
        }
    }

    static SourceFile parse(String path, String text) throws IOException {
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(source));
        CompilationUnitTree unit = task.parse().iterator().next();
        Measure measure = new Measure(unit, Trees.instance(task));
        measure.scan(unit, null);
        return new SourceFile(path, text.lines().toList(), measure.types, measure.methods, measure.consoleLines);
    }

    private static final class Measure extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<Integer> consoleLines = new ArrayList<>();

        Measure(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            types.add(new Type(type.getSimpleName().toString(), firstLine(type), components(type)));
            for (Tree member : type.getMembers()) {
                if (member instanceof BlockTree block) {
                    methods.add(new Method("initialiser", firstLine(block), length(block), 0, Nesting.of(block)));
                }
            }
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            methods.add(new Method(
                    method.getName().toString(),
                    firstLine(method),
                    length(method),
                    method.getParameters().size(),
                    Nesting.of(method.getBody())));
            return super.visitMethod(method, unused);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void unused) {
            if (select.toString().matches("(java\\.lang\\.)?System\\.(out|err)")) {
                consoleLines.add(firstLine(select));
            }
            return super.visitMemberSelect(select, unused);
        }

        private static int components(ClassTree type) {
            return type.getKind() != Kind.RECORD
                    ? 0
                    : (int) type.getMembers().stream()
                            .filter(member -> member instanceof VariableTree field
                                    && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                            .count();
        }

        private int length(Tree tree) {
            return lineAt(trees.getSourcePositions().getEndPosition(unit, tree)) - firstLine(tree) + 1;
        }

        private int firstLine(Tree tree) {
            return lineAt(trees.getSourcePositions().getStartPosition(unit, tree));
        }

        private int lineAt(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }
    }

    /**
     * The deepest stack of control statements and lambda blocks under a body. An {@code else if} is one level with its
     * {@code if}; a type declared inside starts again from its own methods.
     */
    private static final class Nesting extends TreeScanner<Void, Void> {
        private static final Set<Kind> DEEPER = EnumSet.of(
                Kind.IF,
                Kind.FOR_LOOP,
                Kind.ENHANCED_FOR_LOOP,
                Kind.WHILE_LOOP,
                Kind.DO_WHILE_LOOP,
                Kind.SWITCH,
                Kind.SWITCH_EXPRESSION,
                Kind.TRY,
                Kind.SYNCHRONIZED);

        private int depth;
        private int deepest;

        static int of(Tree body) {
            Nesting nesting = new Nesting();
            nesting.scan(body, null);
            return nesting.deepest;
        }

        @Override
        public Void scan(Tree tree, Void unused) {
            if (tree == null || tree instanceof ClassTree) {
                return null;
            }
            int step = isDeeper(tree) ? 1 : 0;
            depth += step;
            deepest = Math.max(deepest, depth);
            super.scan(tree, unused);
            depth -= step;
            return null;
        }

        @Override
        public Void visitIf(IfTree tree, Void unused) {
            scan(tree.getCondition(), unused);
            scan(tree.getThenStatement(), unused);
            if (tree.getElseStatement() instanceof IfTree elseIf) {
                return visitIf(elseIf, unused);
            }
            return scan(tree.getElseStatement(), unused);
        }

        private static boolean isDeeper(Tree tree) {
            return DEEPER.contains(tree.getKind())
                    || tree instanceof LambdaExpressionTree lambda && lambda.getBody() instanceof BlockTree;
        }
    }
}
