import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.util.List;

/**
 * Speaks MongoDB's protocol for the tests where no mongod can be had: PORT FILE. Data outlives a restart.
 * Prints its address once it listens, and ends with its standard input, so that it never outlives who started it.
 */
public class MongoStandIn {
  /** Drivers of today refuse what the library says of itself, though it does all that Parley asks of it. */
  private static final MongoVersion VERSION = new MongoVersion() {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(6, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 17;
    }
  };

  /** One command at a time: servers that create the same collections at once left its indexes without their first keys. */
  private static class OneAtATime extends OrderedBackend {
    OneAtATime(String file) {
      super(file);
    }

    @Override
    public synchronized Document handleMessage(MongoMessage message) {
      return super.handleMessage(message);
    }
  }

  public static void main(String[] args) throws IOException {
    MongoBackend backend = new OneAtATime(args[1]);
    backend.version(VERSION);
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    System.out.println(server.getConnectionString());
    while (System.in.read() != -1) {
      // Nothing that is said to it matters.
    }
    System.exit(0);
  }
}
