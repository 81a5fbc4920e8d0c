/* Breadth first from both ends at once: graph/fronts.py. */

#include <stdlib.h>
#include <string.h>

#include "rows.h"

int64_t throughline_form(void) { return (int64_t)FORM << 32 | (int64_t)sizeof(Search); }

/* Where much was reached, wiping all is sooner done than wiping each. */
static void forget(const Search *search, Side *side) {
    int64_t count = side->upto[side->radius];
    if (count > search->size / 32) memset(side->known, 0, (size_t)search->size);
    else
        for (int64_t at = 0; at < count; at++) side->known[side->reached[at]] = 0;
}

static void stand_at_ends(const Search *search, Side *side) {
    forget(search, side);
    for (int64_t at = 0; at < side->end_count; at++) {
        side->reached[at] = side->going[at] = (int32_t)side->ends[at];
        side->known[side->ends[at]] = 1 << 1 | PASSED;
    }
    side->radius = side->going_first = 0;
    side->going_count = side->upto[0] = side->end_count;
    side->cost = -1;
}

static void meet_at(Search *search, int64_t entity) { search->meeting[search->met++] = (int32_t)entity; }

void throughline_begin(Search *search) {
    stand_at_ends(search, &search->ahead);
    stand_at_ends(search, &search->behind);
    search->met = search->is_between = 0;
    for (int64_t at = 0; at < search->ahead.end_count; at++)
        if (search->behind.known[search->ahead.ends[at]]) meet_at(search, search->ahead.ends[at]);
}

void throughline_leave(Search *search) {
    forget(search, &search->ahead);
    forget(search, &search->behind);
    search->ahead.upto[search->ahead.radius] = search->behind.upto[search->behind.radius] = 0;
    /* Who failed between ends_of_ways and columns has left places behind. */
    for (int64_t way = 0; way < search->way_count; way++)
        search->place[search->ways[way].start] = search->place[search->ways[way].end] = 0;
    free(search->ways);
    search->ways = NULL;
    search->way_count = search->way_room = 0;
}

/* Have what will be read soon brought near: a row of few entries is read in less time than memory takes to come. */
static void ask_ahead(const Search *search, const Layer *layer, const int32_t *frontier, int64_t count, int64_t at) {
    enum { CUTS = 24, ENTRIES = 8 };
    if (layer->rows) return;
    if (at + CUTS < count) {
        int64_t place = frontier[at + CUTS] * search->standings;
        if (place < layer->cut_count) __builtin_prefetch(layer->cuts + place);
    }
    if (at + ENTRIES < count) {
        Part row = row_of(search, layer, frontier[at + ENTRIES]);
        __builtin_prefetch(layer->packed + NUMBERS * row.first);
        __builtin_prefetch(layer->packed + NUMBERS * row.first + 16);
    }
}

typedef struct { int64_t reached, going, counted; } Counts;

static void count_once(Search *search, uint8_t *known, int32_t entity, Counts *counts) {
    if (known[entity] & COUNTED) return;
    known[entity] |= COUNTED;
    search->taken[counts->counted++] = entity;
}

static void advance_over(Search *search, const Layer *layer, Side *side, const Side *far, int is_counted,
                         Counts *counts) {
    const Wanted *wanted = &search->wanted;
    int is_end = side->radius == 0, any_leaves = is_end || wanted->through_hubs;
    uint8_t mark = (uint8_t)((side->radius + 2) << 1), *known = side->known;
    const int32_t *frontier = side->going + side->going_first;
    for (int64_t at = 0; at < side->going_count; at++) {
        ask_ahead(search, layer, frontier, side->going_count, at);
        Part row = row_of(search, layer, frontier[at]);
        for (const int32_t *entry = layer->packed + NUMBERS * row.first, *stop = layer->packed + NUMBERS * row.stop;
             entry < stop; entry += NUMBERS) {
            int32_t end = entry[END];
            if (!(any_leaves || entry[LAST] & PLAIN_START) || !is_wanted(wanted, layer, entry)) continue;
            if (is_counted) count_once(search, known, end, counts);
            if (known[end] & PASSED) continue;
            int passable = may_pass(search, end, entry[LAST] & PLAIN_END);
            if (!(known[end] & DEPTH) && (passable || is_among(far->ends, far->end_count, end))) {
                known[end] |= mark;
                side->reached[counts->reached++] = end;
                if (far->known[end]) meet_at(search, end);
            }
            if (passable) {
                known[end] |= PASSED;
                side->going[counts->going++] = end;
            }
        }
    }
}

/* Go one hop on; `is_counted`: it takes steps of a budget. */
static void advance(Search *search, Side *side, const Side *far, int is_counted) {
    Counts counts = {side->upto[side->radius], side->going_first + side->going_count, 0};
    for (int64_t number = 0; number < search->layer_count; number++)
        advance_over(search, search->layers + number, side, far, is_counted, &counts);
    for (int64_t at = 0; at < counts.counted; at++) side->known[search->taken[at]] &= (uint8_t)~COUNTED;
    search->steps += counts.counted / search->a_step;
    side->upto[++side->radius] = counts.reached;
    side->going_first += side->going_count;
    side->going_count = counts.going - side->going_first;
    side->cost = -1;
}

static int64_t cost_of_going_on(const Search *search, Side *side) {
    if (side->cost < 0)
        side->cost = degree_of(search, side->going + side->going_first, side->going_count);
    return side->cost;
}

void throughline_reach(Search *search, int64_t hops) {
    Side *ahead = &search->ahead, *behind = &search->behind;
    search->is_between = 0;
    for (int64_t left; (left = hops - ahead->radius - behind->radius) > 0;) {
        int64_t one = cost_of_going_on(search, ahead), other = cost_of_going_on(search, behind);
        if (left == 1 && (one < other ? one : other) > search->dear) {
            search->is_between = 1;
            return;
        }
        if (one <= other) advance(search, ahead, behind, 1);
        else advance(search, behind, ahead, 1);
    }
}

int64_t throughline_apart(Search *search, int64_t most) {
    Side *ahead = &search->ahead, *behind = &search->behind;
    throughline_begin(search);
    while (!search->met) {
        if (ahead->radius + behind->radius == most || !ahead->going_count || !behind->going_count) return -1;
        int is_ahead = cost_of_going_on(search, ahead) <= cost_of_going_on(search, behind);
        advance(search, is_ahead ? ahead : behind, is_ahead ? behind : ahead, 0);
    }
    return ahead->radius + behind->radius;
}
