//! The shipped drawing against the shipped knowledge.

use super::*;
use crate::knowledge::Knowledge;

fn at(centre: Option<Inner>) -> Point {
    centre.unwrap().centre
}

/// The levels that symptoms may reach, as they are drawn.
fn zones(figure: &Figure) -> impl Iterator<Item = (FurthestPoint, Laterality, &Shape)> {
    figure.shapes.iter().filter_map(|shape| {
        let (point, side) = shape.zone()?;
        Some((point, side, shape))
    })
}

fn overlap(one: &Shape, other: &Shape) -> bool {
    let inside = |a: &Shape, b: &Shape| a.outline.iter().flatten().any(|point| b.contains(*point));
    inside(one, other) || inside(other, one)
}

#[test]
fn every_region_of_the_knowledge_is_drawn_on_both_sides_and_nothing_else() {
    let figure = Figure::posterior().unwrap();
    let knowledge = Knowledge::shipped().unwrap();
    let regions = &knowledge.tables().regions;
    for region in regions.iter().filter(|region| !region.whole_body) {
        for side in Laterality::ALL {
            let drawn = figure.regions().any(|(id, on, _)| *id == region.id && on == side);
            assert!(drawn, "{} {}", region.id, side.word());
        }
    }
    for (id, _, _) in figure.regions() {
        assert!(knowledge.region(id).is_some_and(|region| !region.whole_body), "{id}");
    }
}

#[test]
fn the_left_lies_left_of_the_right_and_mirrors_it() {
    let figure = Figure::posterior().unwrap();
    let [width, _] = figure.size;
    for shape in &figure.shapes {
        let ([left, top], [right, bottom]) = shape.bounds();
        let (Some(side), other) = (match &shape.meaning {
            Meaning::Region(id, side) => (Some(*side), Meaning::Region(id.clone(), side.other())),
            Meaning::Zone(point, side) => (Some(*side), Meaning::Zone(*point, side.other())),
            Meaning::Nerve(side) => (Some(*side), Meaning::Nerve(side.other())),
            Meaning::Mark(side) => (Some(*side), Meaning::Mark(side.other())),
            meaning @ (Meaning::Skin | Meaning::Outline | Meaning::Detail) => {
                (None, meaning.clone())
            }
        }) else {
            continue;
        };
        match side {
            Laterality::Left => assert!(right <= width / 2.0, "{:?}", shape.meaning),
            Laterality::Right => assert!(left >= width / 2.0, "{:?}", shape.meaning),
        }
        let twin = figure.shapes.iter().find(|shape| shape.meaning == other).unwrap();
        let ([_, twin_top], [_, twin_bottom]) = twin.bounds();
        assert!((top - twin_top).abs() < 0.3 && (bottom - twin_bottom).abs() < 0.3);
    }
}

#[test]
fn regions_overlap_only_where_one_is_worked_through_the_other_and_then_it_lies_on_top() {
    let figure = Figure::posterior().unwrap();
    let knowledge = Knowledge::shipped().unwrap();
    let regions: Vec<_> = figure.regions().collect();
    for (under, (id, side, shape)) in regions.iter().enumerate() {
        for (other, other_side, above) in regions.iter().skip(under + 1) {
            if !overlap(shape, above) {
                continue;
            }
            assert_eq!(side, other_side, "{id} and {other}");
            let through = &knowledge.region(other).unwrap().worked_through;
            assert!(through.contains(id), "{other} covers {id}");
        }
    }
}

#[test]
fn the_middle_of_a_region_is_the_region() {
    let figure = Figure::posterior().unwrap();
    for (id, side, shape) in figure.regions() {
        assert_eq!(figure.region_at(at(shape.inner)), Some((id, side)));
        assert!(shape.inner.unwrap().radius > 10.0, "{id}: there is room for a mark");
    }
    assert_eq!(figure.region_at([1.0, 1.0]), None);
}

#[test]
fn every_level_that_symptoms_may_reach_can_be_chosen_on_both_sides() {
    let figure = Figure::posterior().unwrap();
    for point in FurthestPoint::ALL {
        for side in Laterality::ALL {
            let mut zones = zones(&figure).filter(|(p, s, _)| (*p, *s) == (*point, side));
            let (_, _, shape) = zones.next().unwrap();
            assert_eq!(figure.zone_at(at(shape.inner)), Some((*point, side)));
        }
    }
    for (one, _, _) in zones(&figure) {
        let lower = |shape: &Shape| shape.bounds().1[1];
        for (other, _, shape) in zones(&figure).filter(|(other, _, _)| *other > one) {
            let above = zones(&figure).find(|(point, _, _)| *point == one).unwrap().2;
            assert!(lower(shape) > lower(above), "{other:?} ends below {one:?}");
        }
    }
}

#[test]
fn the_nerve_runs_down_both_legs_inside_the_body() {
    let figure = Figure::posterior().unwrap();
    let skin = figure.shapes.iter().find(|shape| shape.meaning == Meaning::Skin).unwrap();
    for side in Laterality::ALL {
        let nerve = figure.shapes.iter().find(|s| s.meaning == Meaning::Nerve(side)).unwrap();
        assert!(!nerve.closed);
        assert!(nerve.outline.iter().flatten().all(|point| skin.contains(*point)));
        let ([_, top], [_, bottom]) = nerve.bounds();
        assert!(bottom - top > figure.size[1] * 0.7);
    }
    let inside = |shape: &Shape| shape.outline.iter().flatten().all(|point| skin.contains(*point));
    assert!(figure.regions().all(|(_, _, shape)| inside(shape)));
}

#[test]
fn a_shape_that_nothing_knows_is_named() {
    let svg = |id: &str| {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
                <path id="{id}" fill="#000" d="M0 0L9 0L9 9Z"/></svg>"##
        )
    };
    for id in ["region:gluteals:middle", "zone:Shoulder:left", "wing:left", "region:__:left", ""] {
        assert_eq!(read::figure(&svg(id)), Err(FigureError::Unknown(id.to_owned())));
    }
    assert!(read::figure(&svg("zone:Calf:left")).is_ok());
    assert!(matches!(read::figure("no drawing"), Err(FigureError::Svg(_))));
    let twice =
        svg("skin").replace("</svg>", r##"<path id="skin" fill="#000" d="M0 0L9 0L9 9Z"/></svg>"##);
    let refused = read::figure(&twice);
    assert!(matches!(refused, Err(FigureError::Twice(_) | FigureError::Unknown(_))));
}
