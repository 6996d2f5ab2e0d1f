import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.TreeSet;
import org.countersign.consumer.ContentFeed;
import org.countersign.proof.NoteKey;

/** Follows the feed until it is stopped: server, token, verifier key of the log, journal. */
class FollowFeed {

    public static void main(String[] args) throws Exception {
        try (ContentFeed feed = ContentFeed.open(URI.create(args[0]), args[1], NoteKey.parse(args[2]), Path.of(args[3]))) {
            while (true) {
                try {
                    int changes = feed.poll(Duration.ofSeconds(10));
                    System.out.println(LocalTime.now() + " " + changes + " changes, position " + feed.position() + ", live "
                            + new TreeSet<>(feed.live().keySet()));
                } catch (IOException e) {
                    System.out.println(LocalTime.now() + " " + e.getMessage() + "; again in a second");
                    Thread.sleep(1000);
                }
            }
        }
    }
}
