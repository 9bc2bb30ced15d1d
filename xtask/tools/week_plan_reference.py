#!/usr/bin/env python3
"""The template week as a plain CP-SAT model (OR-Tools), to hold our own search against at equal wall time.
usage: week_plan_reference.py INSTANCE.json SECONDS WORKERS [SOLUTION.json]
Prints one JSON line: {"objective": ..., "bound": ..., "seconds": ...}. Run by `cargo xtask bench --reference` only."""
import json, sys, time
from ortools.sat.python import cp_model


def main():
    instance, seconds, workers = json.load(open(sys.argv[1])), float(sys.argv[2]), int(sys.argv[3])
    begun = time.time()
    m, D, N, W = cp_model.CpModel(), instance["days"], instance["slots_per_day"], instance["weights"]
    types = {t["id"]: t for t in instance["group_types"]}
    patients, rooms = instance["patients"], instance["rooms"]
    staff = {s["id"]: s for s in instance["staff"]}

    def free(one):
        return {(d, t) for d, a, b in one["available"] for t in range(a, b)}
    there = {one["id"]: free(one) for one in patients + rooms + instance["staff"]}

    def span(d, a, n):
        return {(d, t) for t in range(a, a + n)}
    busy_staff = {}      # (staff, day, slot) -> what may take it
    busy_room, busy_patient, cost = {}, {}, []
    seats, runs, parts = {}, [], {}   # patient -> [(type, day, start, slots, var)]
    previous = {}
    for q in instance["previous"]:
        key = (q["patient"], q["type"], q["staff"], q["day"], q["start"])
        previous[key] = previous.get(key, 0) + 1
    lost = sum(previous.values()) * W["lost_previous"]
    for t in types.values():
        for d, a in instance["starts"]:
            n, need = t["slots"], span(d, a, t["slots"])
            if a + n > N:
                continue
            who = [p["id"] for p in patients if need <= there[p["id"]] and (t.get("eligible") is None or p["id"] in t["eligible"])]
            if len(who) < max(1, t["min"]):
                continue
            for s in staff.values():
                if t["id"] not in s["leads"] or not need <= there[s["id"]]:
                    continue
                where = [(r, m.new_bool_var("")) for r in rooms if need <= there[r["id"]]]
                if not where:
                    continue
                run = m.new_bool_var("")
                m.add(sum(v for _, v in where) == run)
                for slot in need:
                    busy_staff.setdefault((s["id"],) + slot, []).append(run)
                    for r, v in where:
                        busy_room.setdefault((r["id"],) + slot, []).append(v)
                cost.append(W["session_slot"] * n * run)
                inside = {}
                for p in who:
                    v = inside[p] = m.new_bool_var("")
                    m.add_implication(v, run)
                    seats.setdefault(p, []).append((t["id"], d, a, n, v))
                    for slot in need:
                        busy_patient.setdefault((p,) + slot, []).append(v)
                    kept = previous.get((p, t["id"], s["id"], d, a), 0)
                    if kept:
                        cost.append(-W["lost_previous"] * kept * v)
                total = sum(inside.values())
                m.add(total >= t["min"] * run)
                m.add(total <= sum(min(t["max"], r["capacity"]) * v for r, v in where))
                for x, y in instance["keep_apart"]:
                    if x in inside and y in inside:
                        m.add_at_most_one(inside[x], inside[y])
                runs.append((t["id"], s["id"], d, a, run, where, inside))
    alone = {}
    for p in patients:
        n, c = p["individual_slots"], p["counselor"]
        for d in range(D):
            for a in range(N - n + 1):
                need = span(d, a, n)
                if need <= there[p["id"]] and need <= there[c]:
                    v = m.new_bool_var("")
                    alone.setdefault(p["id"], []).append((d, a, v))
                    for slot in need:
                        busy_patient.setdefault((p["id"],) + slot, []).append(v)
                        busy_staff.setdefault((c,) + slot, []).append(v)
        met = sum(v for _, _, v in alone.get(p["id"], []))
        m.add(met <= 1)
        cost.append(W["missing_individual"] * (1 - met))
    for table in (busy_room, busy_staff, busy_patient):
        for what in table.values():
            m.add_at_most_one(what)
    for s in staff.values():
        at = {(d, t): sum(busy_staff.get((s["id"], d, t), [])) for d in range(D) for t in range(N)}
        m.add(sum(at.values()) <= s["max_week_slots"])
        for d in range(D):
            for t in range(N - s["max_run_slots"]):
                window = [at[d, u] for u in range(t, t + s["max_run_slots"] + 1)]
                m.add(sum(window) <= s["max_run_slots"])

    def short(wanted, had, weight):
        v = m.new_int_var(0, wanted, "")
        m.add(v >= wanted - had)
        cost.append(weight * v)
    for p in patients:
        mine, total, days, billable = seats.get(p["id"], []), [], [], []
        for t, need in p["required_slots"].items():
            short(need, sum(n * v for k, _, _, n, v in mine if k == t), W["unmet_type_slot"])
        for d in range(D):
            for t in types:
                m.add(sum(v for k, e, _, _, v in mine if k == t and e == d) <= 1)
            slots = {t: sum(busy_patient.get((p["id"], d, t), [])) for t in range(N) if (p["id"], d, t) in busy_patient}
            if not slots:
                continue
            here, day, full = sum(slots.values()), m.new_bool_var(""), m.new_bool_var("")
            m.add(here <= p["max_day_slots"] * day)
            m.add(here >= p["billable_day_slots"] * full)
            total.append(here); days.append(day); billable.append(full)
            times = sorted(slots)
            first, last = m.new_int_var(0, N, ""), m.new_int_var(0, N, "")
            for k, e, a, n, v in mine + [("", e, a, p["individual_slots"], v) for e, a, v in alone.get(p["id"], [])]:
                if e == d:
                    m.add(first <= a).only_enforce_if(v)
                    m.add(last >= a + n).only_enforce_if(v)
            idle = m.new_int_var(0, times[-1] + 1 - times[0], "")
            m.add(idle >= last - first - here)
            cost.append(W["idle_slot"] * idle)
        short(p["min_week_slots"], sum(total), W["unmet_week_slot"])
        short(p["billable_days"], sum(billable), W["missing_billable_day"])
        m.add(sum(days) <= p["max_days"])
        extra = m.new_int_var(0, D, "")
        m.add(extra >= sum(days) - p["preferred_days"])
        cost.append(W["extra_day"] * extra)
    m.minimize(sum(cost) + lost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(1.0, seconds - (time.time() - begun))
    status = solver.solve(m)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        print(json.dumps({"objective": None, "bound": None, "seconds": time.time() - begun}))
        return
    told = {"objective": round(solver.objective_value), "bound": solver.best_objective_bound, "seconds": round(time.time() - begun, 1)}
    print(json.dumps(told))
    if len(sys.argv) > 4:
        on = solver.boolean_value
        sessions = [dict(type=t, staff=s, room=next(r["id"] for r, v in where if on(v)), day=d, start=a,
                         patients=[p for p, v in inside.items() if on(v)])
                    for t, s, d, a, run, where, inside in runs if on(run)]
        individual = [dict(patient=p, day=d, start=a) for p, all in alone.items() for d, a, v in all if on(v)]
        json.dump(dict(sessions=sessions, individual=individual), open(sys.argv[4], "w"))


main()
