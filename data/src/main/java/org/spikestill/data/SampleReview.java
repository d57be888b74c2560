package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.file.Digest;

/// A look at samples of any source as a network sees them.
final class SampleReview {
    private final List<String> classNames;
    private final Contents contents = new Contents();
    private final Map<Integer, List<DataReview.Exemplar>> exemplars = new HashMap<>();

    private SampleReview(List<String> classNames) {
        this.classNames = classNames;
    }

    static DataReview of(String name, DataSource.Opened opened) throws IOException {
        SampleReview review = new SampleReview(opened.classNames());
        List<DataReview.Part> parts = new ArrayList<>();
        long samples = 0;
        Map<String, Dataset> sets = new LinkedHashMap<>();
        sets.put("train", opened.train());
        opened.validation().ifPresent(validation -> sets.put("val", validation));
        sets.put("test", opened.test());
        try (Dataset _ = opened.train();
                Dataset _ = opened.test()) {
            for (Map.Entry<String, Dataset> each : sets.entrySet()) {
                parts.add(review.part(each.getKey(), each.getValue()));
                samples += each.getValue().size();
            }
        }
        Map<String, Long> sizes = Map.of(opened.train().sample().toString(), samples);
        List<DataReview.Exemplar> shown =
                review.exemplars.values().stream().flatMap(List::stream).toList();
        return new DataReview(name, parts, sizes, Map.of(), 0, review.contents.duplicates(), List.of(), shown);
    }

    private DataReview.Part part(String name, Dataset data) throws IOException {
        boolean classes = data.labels().kind() == Labels.Kind.CLASSES;
        Map<String, Long> counts = new LinkedHashMap<>();
        if (classes) {
            classNames.forEach(each -> counts.put(each, 0L));
        }
        float[] values = new float[data.sample().elements()];
        for (int i = 0; i < data.size(); i++) {
            int label = data.read(i, values);
            counts.merge(classes ? classNames.get(label) : "", 1L, Long::sum);
            contents.add(digest(values), name, name + " sample " + i);
            show(classes ? label : 0, name + " sample " + i, data, values);
        }
        return new DataReview.Part(name, counts);
    }

    private void show(int label, String name, Dataset data, float[] values) {
        boolean isPicture = data.sample().isMap()
                && (data.sample().channels() == 1 || data.sample().channels() == 3);
        if (!isPicture || label >= DataReview.SHOWN_CLASSES) {
            return;
        }
        List<DataReview.Exemplar> shown = exemplars.computeIfAbsent(label, _ -> new ArrayList<>());
        if (shown.size() < DataReview.SHOWN) {
            String labelName = label < classNames.size() ? classNames.get(label) : "";
            shown.add(new DataReview.Exemplar(labelName, name, Block.of(data.sample(), values.clone())));
        }
    }

    private static String digest(float[] values) {
        MessageDigest sha = Digest.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        sha.update(bytes);
        return HexFormat.of().formatHex(sha.digest());
    }
}
