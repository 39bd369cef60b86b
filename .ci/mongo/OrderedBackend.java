import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Databases in a file, whose indexes are ordered. */
class OrderedBackend extends H2Backend {
  private static final Document COUNT =
      new Document("$group", new Document("_id", 1).append("n", new Document("$sum", 1)));

  OrderedBackend(String file) {
    // Room for an index of a million keys, of which a write touches one anywhere.
    super(new MVStore.Builder().fileName(file).cacheSize(128).autoCommitBufferSize(16 * 1024).open());
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new OrderedDatabase(name);
  }

  /** An inner class, because the library opens collections before a database has fields of its own. */
  private class OrderedDatabase extends H2Database {
    OrderedDatabase(String name) {
      super(name, getMvStore(), getCursorRegistry());
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
      String fullName = getFullCollectionNamespace(name);
      MVMap<Object, Document> documents = getMvStore().openMap("databases." + fullName);
      MVMap<String, Object> notes = getMvStore().openMap("meta." + fullName);
      return new OrderedCollection(this, name, options, documents, notes, cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
        String collection, String name, List<IndexKey> fields, boolean sparse) {
      MVMap.Builder<KeyValue, Object> ordered = new MVMap.Builder<KeyValue, Object>().keyType(new KeyOrder());
      MVMap<KeyValue, Object> keys = getMvStore().openMap(mapName(collection, name), ordered);
      return new OrderedIndex(keys, arrays(), name, fields, sparse);
    }

    /** The library makes nothing of these. With the id of the document behind its fields each key is unique. */
    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
        String collection, String name, List<IndexKey> fields, boolean sparse) {
      Stream<IndexKey> unique = Stream.concat(fields.stream(), Stream.of(new IndexKey("_id", true)));
      return openOrCreateUniqueIndex(collection, name, unique.toList(), true);
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String name) {
      super.dropIndex(collection, name);
      String map = mapName(collection.getCollectionName(), name);
      getMvStore().removeMap(map);
      arrays().remove(map);
    }

    /** Not the library's name: what an older server has left under that has another order. */
    private String mapName(String collection, String index) {
      return getFullCollectionNamespace(collection) + "._ordered_" + index;
    }

    private MVMap<String, Boolean> arrays() {
      return getMvStore().openMap(databaseName + "._arrays");
    }

    /** Drivers count with an aggregation, which the library begins with all documents. */
    @Override
    public Document handleCommand(
        Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
      if (!(query.get("pipeline") instanceof List<?> stages
          && stages.size() == 2
          && stages.get(0) instanceof Document first
          && first.get("$match") instanceof Document wanted
          && COUNT.equals(stages.get(1)))) return super.handleCommand(channel, command, query, databases, oplog);
      String collection = (String) query.get("aggregate");
      Document counting = new Document("count", collection).append("query", wanted);
      Object count = super.handleCommand(channel, "count", counting, databases, oplog).get("n");
      List<Document> groups = count.equals(0) ? List.of() : List.of(new Document("_id", 1).append("n", count));
      Document cursor = new Document("id", 0L).append("ns", getFullCollectionNamespace(collection));
      return new Document("cursor", cursor.append("firstBatch", groups)).append("ok", 1.0);
    }
  }
}
