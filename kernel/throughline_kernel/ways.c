/* The ways by which walks may go, back from where the sides meet: graph/ground.py. */

#include <stdlib.h>

#include "rows.h"

/* Put the way by an entry of an entity's row among the ways, if a chain may go by it; -1: there is no memory left. */
static int added(Search *search, const Layer *layer, int64_t entity, const int32_t *entry, int turned) {
    int plain_start = entry[LAST] & (turned ? PLAIN_END : PLAIN_START);
    int plain_end = entry[LAST] & (turned ? PLAIN_START : PLAIN_END);
    int64_t start = turned ? entry[END] : entity, end = turned ? entity : entry[END];
    int through = may_pass(search, end, plain_end);
    if (!through && !is_among(search->behind.ends, search->behind.end_count, end)) return 0;
    if (!is_among(search->ahead.ends, search->ahead.end_count, start) && !may_pass(search, start, plain_start)) return 0;
    if (search->way_count == search->way_room) {
        int64_t room = search->way_room ? 2 * search->way_room : 256;
        Way *larger = realloc(search->ways, (size_t)room * sizeof(Way));
        if (!larger) return -1;
        search->ways = larger, search->way_room = room;
    }
    int along = (entry[LAST] & (turned ? BACK : ALONG)) != 0;
    search->ways[search->way_count++] = (Way){start, end, entry[HOP] + layer->number, along, through};
    return 1;
}

/* The first of some entries of one standing that leads to an entity, or past it. */
static int64_t first_to(const Layer *layer, Part part, int32_t entity) {
    while (part.first < part.stop) {
        int64_t middle = (part.first + part.stop) / 2;
        if (layer->packed[NUMBERS * middle + END] < entity) part.first = middle + 1;
        else part.stop = middle;
    }
    return part.first;
}

/* Look each of `reach` up in the row of an entity. */
static int look_up(Search *search, const Layer *layer, int32_t entity, const int32_t *reach, int64_t count, int turned) {
    for (int64_t standing = search->wanted.level; standing < search->standings; standing++) {
        Part part = part_of(search, layer, entity, standing);
        for (int64_t at = 0; at < count && part.first < part.stop; at++)
            for (int64_t place = first_to(layer, part, reach[at]); place < part.stop; place++) {
                const int32_t *entry = layer->packed + NUMBERS * place;
                if (entry[END] != reach[at]) break;
                if (is_wanted(&search->wanted, layer, entry) && added(search, layer, entity, entry, turned) < 0) return -1;
            }
    }
    return 0;
}

/* The ways from all that one side knows to all that the other does, read from where that costs less. */
static int find_between(Search *search) {
    const Side *leave = &search->ahead, *far = &search->behind;
    int64_t leaving = leave->upto[leave->radius], faring = far->upto[far->radius];
    int turned = cost_of(search, far->reached, faring, search->halved * leaving) <
                 cost_of(search, leave->reached, leaving, search->halved * faring);
    if (turned) {
        leave = &search->behind, far = &search->ahead;
        leaving = leave->upto[leave->radius], faring = far->upto[far->radius];
    }
    for (int64_t number = 0; number < search->layer_count; number++) {
        const Layer *layer = search->layers + number;
        for (int64_t at = 0; at < leaving; at++) {
            int32_t entity = leave->reached[at];
            Part row = row_of(search, layer, entity);
            if (row.stop - row.first > search->halved * faring) {
                if (look_up(search, layer, entity, far->reached, faring, turned) < 0) return -1;
                continue;
            }
            for (int64_t place = row.first; place < row.stop; place++) {
                const int32_t *entry = layer->packed + NUMBERS * place;
                if (far->known[entry[END]] && is_wanted(&search->wanted, layer, entry) &&
                    added(search, layer, entity, entry, turned) < 0)
                    return -1;
            }
        }
    }
    return 0;
}

/* What is traced: a side, and of the entities taken those that were last. */
typedef struct { Side *side; int64_t first, stop; } Trace;

static void take(Search *search, Trace *trace, int32_t entity) {
    if (trace->side->known[entity] & TAKEN) return;
    trace->side->known[entity] |= TAKEN;
    search->taken[trace->stop++] = entity;
}

/* The ways between some entities and those beside them that are at most so near to an end; `left` below 0: between some
   that are, and those beside them that were taken last. What is nearer is taken. */
static int trace_from(Search *search, Trace *trace, const int32_t *some, int64_t count, int left, int turned) {
    const uint8_t *known = trace->side->known;
    int by_latest = left < 0;
    for (int64_t number = 0; number < search->layer_count; number++) {
        const Layer *layer = search->layers + number;
        for (int64_t at = 0; at < count; at++) {
            Part row = row_of(search, layer, some[at]);
            for (int64_t place = row.first; place < row.stop; place++) {
                const int32_t *entry = layer->packed + NUMBERS * place;
                uint8_t mark = known[entry[END]];
                int is_there = by_latest ? mark & LATEST : mark && (mark & DEPTH) >> 1 <= left + 1;
                if (!is_there || !is_wanted(&search->wanted, layer, entry)) continue;
                int was = added(search, layer, some[at], entry, turned);
                if (was < 0) return -1;
                if (was) take(search, trace, by_latest ? some[at] : entry[END]);
            }
        }
    }
    return 0;
}

static int trace_hop(Search *search, Trace *trace, int64_t left, int is_ahead) {
    Side *side = trace->side;
    const int32_t *latest = search->taken + trace->first;
    int64_t count = trace->stop - trace->first, nearer = side->upto[left];
    trace->first = trace->stop;
    if (cost_of(search, side->reached, nearer, INT64_MAX) >= cost_of(search, latest, count, INT64_MAX))
        return trace_from(search, trace, latest, count, (int)left, is_ahead);
    for (int64_t at = 0; at < count; at++) side->known[latest[at]] |= LATEST;
    int was = trace_from(search, trace, side->reached, nearer, -1, !is_ahead);
    for (int64_t at = 0; at < count; at++) side->known[latest[at]] &= (uint8_t)~LATEST;
    return was;
}

/* The ways back from where the sides meet to an end, hop by hop. */
static int trace(Search *search, Side *side, int64_t between) {
    int is_ahead = side == &search->ahead, was = 0;
    Trace trace = {side, 0, 0};
    if (search->is_between)
        for (int64_t at = 0; at < between; at++)
            take(search, &trace, (int32_t)(is_ahead ? search->ways[at].start : search->ways[at].end));
    else
        for (int64_t at = 0; at < search->met; at++) take(search, &trace, search->meeting[at]);
    for (int64_t left = side->radius - 1; left >= 0 && was >= 0; left--) was = trace_hop(search, &trace, left, is_ahead);
    for (int64_t at = 0; at < trace.stop; at++) side->known[search->taken[at]] &= (uint8_t)~TAKEN;
    return was;
}

int64_t throughline_find_ways(Search *search) {
    search->way_count = 0;
    if (search->is_between && find_between(search) < 0) return -1;
    int64_t between = search->way_count;
    search->steps += between / search->a_step;
    if (trace(search, &search->ahead, between) < 0 || trace(search, &search->behind, between) < 0) return -1;
    return search->way_count;
}

int64_t throughline_ends_of_ways(const Search *search, int32_t *entities) {
    int64_t count = 0;
    for (int64_t way = 0; way < search->way_count; way++) {
        int64_t ends[2] = {search->ways[way].start, search->ways[way].end};
        for (int side = 0; side < 2; side++)
            if (!search->place[ends[side]]) search->place[ends[side]] = 1, entities[count++] = (int32_t)ends[side];
    }
    return count;
}

void throughline_columns(const Search *search, const int64_t *entities, int64_t count, int64_t *start, int64_t *end,
                         int64_t *hop, uint8_t *along, uint8_t *through) {
    for (int64_t at = 0; at < count; at++) search->place[entities[at]] = (int32_t)at;
    for (int64_t way = 0; way < search->way_count; way++) {
        const Way *one = search->ways + way;
        start[way] = search->place[one->start], end[way] = search->place[one->end], hop[way] = one->hop;
        along[way] = (uint8_t)one->along, through[way] = (uint8_t)one->through;
    }
    for (int64_t at = 0; at < count; at++) search->place[entities[at]] = 0;
}
