#!/usr/bin/python3
"""Turns google-benchmark's JSON into {"metric": {"value", "unit"}}: CPU time, and each counter under metric/counter.

    bench_json.py FILE
"""
import json
import sys

# What google-benchmark writes of every run; everything else that is a number is a counter of the benchmark's own.
OWN = {"family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations",
       "real_time", "cpu_time"}


def metrics(report):
    out = {}
    for run in report["benchmarks"]:
        if run.get("error_occurred") or run.get("run_type") == "aggregate" and run["aggregate_name"] != "median":
            continue
        name = run["run_name"]
        out[name] = {"value": run["cpu_time"], "unit": run["time_unit"]}
        for counter, value in run.items():
            if counter not in OWN and isinstance(value, (int, float)):
                unit = "1/s" if counter.endswith("_per_second") else "1"
                out[f"{name}/{counter}"] = {"value": value, "unit": unit}
    return out


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        json.dump(metrics(json.load(file)), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
