import numpy as np

from crosslight.parsing.forests import Forest


def test_a_tree_sends_a_row_left_where_it_is_not_above_the_threshold() -> None:
    # Root on feature 1 at 2.5; the left leaf says -1, the right one splits again on feature 0 at 0.
    one = Forest(
        feature=np.array([[1, 0, 0, 0, 0]], dtype=np.int16),
        threshold=np.array([[2.5, 0.0, 0.0, 0.0, 0.0]]),
        left=np.array([[1, 1, 3, 3, 4]], dtype=np.int16),
        right=np.array([[2, 1, 4, 3, 4]], dtype=np.int16),
        value=np.array([[0.0, -1.0, 0.0, 2.0, 4.0]], dtype=np.float32),
        depth=2,
    )
    rows = np.array([[9.0, 2.5], [-1.0, 3.0], [1.0, 3.0]])
    odds = np.exp([-1.0, 2.0, 4.0])
    assert np.allclose(one.probability(rows), odds / (1 + odds))


def test_no_rows_give_no_probabilities() -> None:
    leaf = np.zeros((1, 1))
    one = Forest(
        leaf.astype(np.int16), leaf, leaf.astype(np.int16), leaf.astype(np.int16), leaf.astype(np.float32), 1
    )
    assert one.probability(np.zeros((0, 3))).shape == (0,)
