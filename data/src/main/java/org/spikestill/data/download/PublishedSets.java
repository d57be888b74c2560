package org.spikestill.data.download;

import java.util.List;

/// The table of published data sets. Lengths and digests are those of the publishers' files.
final class PublishedSets {
    /// Copy of the files that the set's own page, which no longer serves them, refers to.
    private static final String MNIST = "https://storage.googleapis.com/cvdf-datasets/mnist/";

    private static final String FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/";
    private static final String DIGITS = "https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/";

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

    static final List<PublishedSet> ALL = List.of(
            mnist(),
            fashionMnist(),
            cifar10(),
            cifar100(),
            digits(),
            byHand("tiny-imagenet", "tiny-imagenet-200", "http://cs231n.stanford.edu/tiny-imagenet-200.zip"),
            byHand("n-mnist", "n-mnist", "https://www.garrickorchard.com/datasets/n-mnist"),
            byHand("dvs-gesture", "DvsGesture", "https://research.ibm.com/interactive/dvsgesture/"),
            byHand("braille", "braille-letters", "https://doi.org/10.5281/zenodo.6556273"));

    private PublishedSets() {}

    /// A set whose publisher has no plain files with a known digest.
    private static PublishedSet byHand(String name, String folder, String home) {
        return new PublishedSet(name, folder, home);
    }

    private static PublishedSet mnist() {
        return new PublishedSet(
                "mnist",
                "mnist",
                "http://yann.lecun.com/exdb/mnist/",
                new RemoteFile(
                        MNIST + TRAIN_IMAGES,
                        9_912_422,
                        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                new RemoteFile(
                        MNIST + TRAIN_LABELS,
                        28_881,
                        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                new RemoteFile(
                        MNIST + TEST_IMAGES,
                        1_648_877,
                        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                new RemoteFile(
                        MNIST + TEST_LABELS,
                        4_542,
                        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));
    }

    private static PublishedSet fashionMnist() {
        return new PublishedSet(
                "fashion-mnist",
                "fashion-mnist",
                "https://github.com/zalandoresearch/fashion-mnist",
                new RemoteFile(
                        FASHION + TRAIN_IMAGES,
                        26_421_880,
                        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                new RemoteFile(
                        FASHION + TRAIN_LABELS,
                        29_515,
                        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                new RemoteFile(
                        FASHION + TEST_IMAGES,
                        4_422_102,
                        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                new RemoteFile(
                        FASHION + TEST_LABELS,
                        5_148,
                        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));
    }

    private static PublishedSet cifar10() {
        return new PublishedSet(
                "cifar10",
                "cifar-10-batches-bin",
                CIFAR + "cifar.html",
                new RemoteFile(
                        CIFAR + "cifar-10-binary.tar.gz",
                        170_052_171,
                        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                        "data_batch_1.bin",
                        "data_batch_2.bin",
                        "data_batch_3.bin",
                        "data_batch_4.bin",
                        "data_batch_5.bin",
                        "test_batch.bin"));
    }

    private static PublishedSet cifar100() {
        return new PublishedSet(
                "cifar100",
                "cifar-100-binary",
                CIFAR + "cifar.html",
                new RemoteFile(
                        CIFAR + "cifar-100-binary.tar.gz",
                        168_513_733,
                        "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                        "train.bin",
                        "test.bin",
                        "fine_label_names.txt"));
    }

    private static PublishedSet digits() {
        return new PublishedSet(
                "digits",
                "digits",
                "https://doi.org/10.24432/C50P49",
                new RemoteFile(
                        DIGITS + "optdigits.tra",
                        563_639,
                        "e1b683cc211604fe8fd8c4417e6a69f31380e0c61d4af22e93cc21e9257ffedd"),
                new RemoteFile(
                        DIGITS + "optdigits.tes",
                        264_712,
                        "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"));
    }
}
