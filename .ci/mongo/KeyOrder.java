import de.bwaldvogel.mongo.backend.KeyValue;
import java.math.BigDecimal;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Puts keys in the order of their fields' values: nothing, then numbers, then strings, as MongoDB does. All that is
 * neither comes behind them in an order of the store's own. Left to itself the store orders keys by their bytes.
 */
class KeyOrder extends ObjectDataType {
  /** Ends of ranges, which are never stored. */
  enum End {
    /** Behind all strings. */
    OF_STRINGS,
    /** Behind everything. */
    OF_ALL,
  }

  /** Whether a value stands in an index where comparing it puts it. */
  static boolean isOrdered(Object value) {
    return value instanceof Number || value instanceof String;
  }

  @Override
  public int compare(Object one, Object other) {
    if (!(one instanceof KeyValue a && other instanceof KeyValue b)) return super.compare(one, other);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = compareValues(a.get(i), b.get(i));
      if (order != 0) return order;
    }
    return Integer.compare(a.size(), b.size());
  }

  private int compareValues(Object a, Object b) {
    if (rank(a) != rank(b)) return Integer.compare(rank(a), rank(b));
    if (a instanceof Number n && b instanceof Number m) return compareNumbers(n, m);
    if (a instanceof String s && b instanceof String t) return s.compareTo(t);
    return super.compare(a, b);
  }

  private static int rank(Object value) {
    if (value == null) return 0;
    if (value instanceof Number) return 1;
    if (value instanceof String) return 2;
    if (value == End.OF_STRINGS) return 3;
    return value == End.OF_ALL ? 5 : 4;
  }

  /** Keys hold each number as a double, but for longs that none is equal to. */
  private static int compareNumbers(Number a, Number b) {
    int rounded = Double.compare(a.doubleValue(), b.doubleValue());
    return rounded == 0 && (a instanceof Long || b instanceof Long) ? exact(a).compareTo(exact(b)) : rounded;
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Long ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
  }
}
