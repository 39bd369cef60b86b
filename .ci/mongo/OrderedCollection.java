import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;

/** A collection that reads the documents between two keys of an index where the library would read all that it has. */
class OrderedCollection extends H2Collection {
  OrderedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      MVMap<String, Object> notes,
      CursorRegistry cursors) {
    super(database, name, options, documents, notes, cursors);
  }

  @Override
  protected QueryResult queryDocuments(
      Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
    boolean isNatural = orderBy != null && orderBy.containsKey("$natural");
    if (!isNatural && getIndexes().stream().noneMatch(index -> index.canHandle(query))) {
      Optional<Walk> walk = bestWalk(query, orderBy, limit);
      if (walk.isPresent()) {
        Document toSort = walk.get().isInOrder() ? null : orderBy;
        return matchDocuments(query, walk.get().positions(), toSort, skip, limit, batchSize, fields);
      }
      Optional<Set<Object>> positions = positionsOfEach(query.get("$or"));
      if (positions.isPresent())
        return matchDocuments(query, positions.get(), orderBy, skip, limit, batchSize, fields);
    }
    return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
  }

  /** The one that may stop early where there is a limit, and then the shortest. */
  private Optional<Walk> bestWalk(Document query, Document orderBy, int limit) {
    return getIndexes().stream()
        .filter(OrderedIndex.class::isInstance)
        .flatMap(index -> ((OrderedIndex) index).walk(query, orderBy).stream())
        .min(
            Comparator.comparing((Walk walk) -> limit > 0 && !walk.isInOrder())
                .thenComparing(Walk::length));
  }

  /** What any of several queries may find; empty where one of them needs all documents. */
  private Optional<Set<Object>> positionsOfEach(Object queries) {
    if (!(queries instanceof Collection<?> all)) return Optional.empty();
    Set<Object> positions = new LinkedHashSet<>();
    for (Object one : all) {
      Optional<Walk> walk = one instanceof Document query ? bestWalk(query, null, 0) : Optional.empty();
      if (walk.isEmpty()) return Optional.empty();
      walk.get().positions().forEach(positions::add);
    }
    return Optional.of(positions);
  }
}
