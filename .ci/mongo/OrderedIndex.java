import static java.util.Collections.singleton;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * An index that also serves a part of its fields: those in front with one value each, and a range or an order of
 * the next. The library's own serves queries that give a value to every field and name no other.
 */
class OrderedIndex extends AbstractUniqueIndex<Object> {
  private final MVMap<KeyValue, Object> map;
  /** The names of maps that hold a key for each element of an array, which one walk can't answer for. */
  private final MVMap<String, Boolean> arrays;

  OrderedIndex(
      MVMap<KeyValue, Object> map, MVMap<String, Boolean> arrays, String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    this.map = map;
    this.arrays = arrays;
  }

  /**
   * A way past all documents that a query can find and few others, in the wanted order if it can be. Empty where
   * the index doesn't help. Who walks it compares each document with the query.
   */
  Optional<Walk> walk(Document query, Document orderBy) {
    if (arrays.containsKey(map.getName())) return Optional.empty();
    List<String> fixed = keys().stream().takeWhile(field -> KeyOrder.isOrdered(query.get(field))).toList();
    List<Object> front = fixed.stream().map(query::get).toList();
    String next = fixed.size() < keys().size() ? keys().get(fixed.size()) : null;
    Object range = next == null ? null : query.get(next);
    List<Object> from = with(front, bound(range, "$gt", "$gte"));
    List<Object> to = with(front, bound(range, "$lt", "$lte"));
    if (from.isEmpty()) return Optional.empty();

    Document order = orderBy == null ? new Document() : orderBy.clone();
    fixed.forEach(order::remove);
    boolean isInOrder = order.isEmpty() || (order.keySet().equals(singleton(next)) && hasOnlyOrdered(front));
    boolean backwards = isInOrder && order.get(next) instanceof Number direction && direction.intValue() < 0;
    KeyValue end = keyOf(with(to, Stream.of(KeyOrder.End.OF_ALL)));
    return Optional.of(new Walk(map, keyOf(from), end, backwards, isInOrder));
  }

  /** What a field must not be below, or above, if the query says so. That value itself may be among them. */
  private static Stream<?> bound(Object range, String... operators) {
    if (!(range instanceof Document limits)) return Stream.empty();
    return Stream.of(operators).map(limits::get).filter(KeyOrder::isOrdered).limit(1);
  }

  /** Whether the values that follow these in the keys stand in the order that is asked for. */
  private boolean hasOnlyOrdered(List<Object> front) {
    return Walk.countBefore(map, keyOf(with(front, Stream.of(KeyOrder.End.OF_STRINGS))))
        == Walk.countBefore(map, keyOf(with(front, Stream.of(KeyOrder.End.OF_ALL))));
  }

  private static List<Object> with(List<Object> values, Stream<?> others) {
    return Stream.concat(values.stream(), others).toList();
  }

  private static KeyValue keyOf(List<Object> values) {
    return new KeyValue(values).normalized();
  }

  @Override
  public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
    super.add(document, position, collection);
    if (getKeyValues(document).size() != 1) arrays.put(map.getName(), true);
  }

  @Override
  protected boolean putKeyPosition(KeyValue key, Object position) {
    return map.putIfAbsent(key, Missing.ofNullable(position)) == null;
  }

  @Override
  protected Object getPosition(KeyValue key) {
    return map.get(key);
  }

  @Override
  protected Object removeDocument(KeyValue key) {
    return map.remove(key);
  }

  @Override
  protected Iterable<Entry<KeyValue, Object>> getIterable() {
    return map.entrySet();
  }

  @Override
  public long getCount() {
    return map.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }
}
