import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.commandline.admin.security.SetInitialPasswordCommand;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import picocli.CommandLine;

/**
 * Runs a Neo4j server until it is told to end: {@code Launcher HOME}, with the password on standard input.
 *
 * <p>HOME holds {@code conf/neo4j.conf}. While the server runs it holds a lock on {@code HOME/pid}, which names it: the
 * lock goes with the process however that ends, so what the file says is true exactly while it is locked. The line READY
 * is printed when the server answers and the password is the one that was given.
 */
public class Launcher {
    /** Held here because a lock ends when nothing in the process refers to its file any more. */
    private static FileLock lock;

    private static final int TRIES = 10;
    private static final int PAUSE = 100; // milliseconds

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(Path.of(arguments[0]));
        } catch (Exception | Error fault) {
            fault.printStackTrace();
            System.exit(1); // threads of a server that has half started would keep the process
        }
        Thread.currentThread().join();
    }

    private static void run(Path home) throws IOException, InterruptedException {
        FileChannel pid = FileChannel.open(home.resolve("pid"), CREATE, WRITE);
        take(pid);
        pid.truncate(0);
        pid.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
        String password = new String(System.in.readAllBytes(), UTF_8).strip();
        beforeTheFirstStart(home, password);
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(home.resolve("conf/neo4j.conf"))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        set(server, password);
        System.out.println("READY");
    }

    /** Takes the lock; whoever looks whether a server runs has it for a moment. */
    private static void take(FileChannel pid) throws IOException, InterruptedException {
        for (int tries = 0; (lock = pid.tryLock()) == null; tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("Another server runs in this folder.");
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Sees to it that the server never listens with the password that everybody knows. */
    private static void beforeTheFirstStart(Path home, String password) {
        if (Files.notExists(home.resolve("data/databases/system"))) {
            var context = new ExecutionContext(home, home.resolve("conf"));
            new CommandLine(new SetInitialPasswordCommand(context)).execute(password);
        }
    }

    /** Sets the password anew: whoever owns the folder owns the server. */
    private static void set(DatabaseManagementService server, String password) {
        try (var transaction = server.database("system").beginTx()) {
            String replace = "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED";
            transaction.execute(replace, Map.of("password", password));
            transaction.commit();
        }
    }
}
