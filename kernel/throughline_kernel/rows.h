/* Rows of entries, and which of them are wanted: graph/adjacency.py, graph/entries.py. */

#ifndef THROUGHLINE_ROWS_H
#define THROUGHLINE_ROWS_H

#include <stddef.h>

#include "kernel.h"

enum { END, HOP, FIRST, LAST, NUMBERS };
enum { ALONG = 1, BACK = 2, PLAIN_START = 4, PLAIN_END = 8, BROKEN = 16 };
enum { BITS = 8, LOW = 255 };

/* A mark: whether it was gone on from, one more than its depth, and what is set only while hops are counted or ways
   traced. */
enum { PASSED = 1, DEPTH = 62, LATEST = 64, COUNTED = 64, TAKEN = 128 };

static inline int is_among(const int64_t *ascending, int64_t count, int64_t number) {
    int64_t first = 0, stop = count;
    while (stop - first > 4) {
        int64_t middle = (first + stop) / 2;
        if (ascending[middle] <= number) first = middle;
        else stop = middle;
    }
    for (; first < stop; first++)
        if (ascending[first] == number) return 1;
    return 0;
}

/* Where the cuts of an entity's row stand; null: it has none. */
static inline const int32_t *cuts_of(const Search *search, const Layer *layer, int64_t entity) {
    int64_t row = entity;
    if (layer->rows) {
        int64_t stop = layer->row_count;
        for (row = 0; row < stop;) {
            int64_t middle = (row + stop) / 2;
            if (layer->rows[middle] < entity) row = middle + 1;
            else stop = middle;
        }
        if (row == layer->row_count || layer->rows[row] != entity) return NULL;
    }
    int64_t at = row * search->standings;
    return at + search->standings < layer->cut_count ? layer->cuts + at : NULL;
}

typedef struct { int64_t first, stop; } Part;

/* Where the entries of an entity stand, as far as the standing that is wanted. */
static inline Part row_of(const Search *search, const Layer *layer, int64_t entity) {
    const int32_t *cuts = cuts_of(search, layer, entity);
    if (!cuts) return (Part){0, 0};
    return (Part){cuts[0], cuts[search->standings - search->wanted.level]};
}

/* The same of one standing alone: these entries ascend by where they lead. */
static inline Part part_of(const Search *search, const Layer *layer, int64_t entity, int64_t standing) {
    const int32_t *cuts = cuts_of(search, layer, entity);
    if (!cuts) return (Part){0, 0};
    cuts += search->standings - 1 - standing;
    return (Part){cuts[0], cuts[1]};
}

/* How many entries these have, of whatever standing: what arrays tell the cheaper side by. */
static inline int64_t degree_of(const Search *search, const int32_t *entities, int64_t count) {
    int64_t degree = 0;
    for (int64_t number = 0; number < search->layer_count; number++)
        for (int64_t at = 0; at < count; at++) {
            const int32_t *cuts = cuts_of(search, search->layers + number, entities[at]);
            if (cuts) degree += cuts[search->standings] - cuts[0];
        }
    return degree;
}

/* How many entries are read of these, of one at most so many. */
static inline int64_t cost_of(const Search *search, const int32_t *entities, int64_t count, int64_t most) {
    int64_t cost = 0;
    for (int64_t number = 0; number < search->layer_count; number++)
        for (int64_t at = 0; at < count; at++) {
            Part row = row_of(search, search->layers + number, entities[at]);
            cost += row.stop - row.first < most ? row.stop - row.first : most;
        }
    return cost;
}

/* Whether the filter lets an entry in, but for standing and open ends: graph/adjacency.py, wanted_of. */
static inline int is_wanted(const Wanted *wanted, const Layer *layer, const int32_t *entry) {
    if (!(wanted->predicates >> (entry[FIRST] & LOW) & 1)) return 0;
    if ((entry[LAST] & wanted->flags) != wanted->flags) return 0;
    if (layer->out && layer->out[entry[HOP]]) return 0;
    if (!wanted->dayed) return 1;
    int64_t day = wanted->day * (1 << BITS);
    if (entry[FIRST] > (day | LOW) || entry[LAST] < day) return 0;
    if (!(entry[LAST] & BROKEN)) return 1;
    for (int32_t span = layer->hull[entry[HOP]]; span < layer->hull[entry[HOP] + 1]; span++)
        if (layer->first[span] <= wanted->day && wanted->day <= layer->last[span]) return 1;
    return 0;
}

static inline int has_type(const Search *search, int64_t entity) {
    return !search->wanted.types || search->types[entity] & search->wanted.types;
}

/* Whether a chain may pass an entity by a hop: `plain` says that it is on no hub side there, and no hub itself. */
static inline int may_pass(const Search *search, int64_t entity, int plain) {
    return (search->wanted.through_hubs || plain) && has_type(search, entity) &&
           !is_among(search->no_step, search->no_step_count, entity);
}

#endif
